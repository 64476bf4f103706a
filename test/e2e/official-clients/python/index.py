"""A function on awslambdaric. What it does is said by its event; see official-clients.test.ts."""

import os
import time


class BrokenOnPurpose(Exception):
    """The type that the failure's document names."""


if "FAIL_INIT" in os.environ:
    raise BrokenOnPurpose("broken on purpose")


def handler(event, context):
    what = event.get("do")
    if what == "fail":
        raise BrokenOnPurpose("broken on purpose")
    if what == "exit":
        os._exit(3)
    if what == "sleep":
        time.sleep(60)
    return {
        "value": event.get("value"),
        "requestId": context.aws_request_id,
        "functionArn": context.invoked_function_arn,
        "remainingMs": context.get_remaining_time_in_millis(),
    }
