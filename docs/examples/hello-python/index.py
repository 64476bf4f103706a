"""Answers with a greeting and what the execution environment knows about itself."""

import logging
import platform

logger = logging.getLogger()
logger.setLevel(logging.INFO)


def handler(event, context):
    name = event.get("name", "world")
    logger.info("greeting %s", name)
    return {
        "message": f"Hello, {name}!",
        "requestId": context.aws_request_id,
        "memoryLimitInMB": context.memory_limit_in_mb,
        "python": platform.python_version(),
    }
