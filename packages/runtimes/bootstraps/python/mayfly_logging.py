"""What AWS's runtime gives `logging`: a handler on standard output, in text or JSON lines (behaviours.md, section 10)."""

import json
import logging
import os
import sys
import time

import mayfly_runtime


class RequestFilter(logging.Filter):
    def filter(self, record):
        record.aws_request_id = mayfly_runtime.current_request_id
        return True


class LogHandler(logging.Handler):
    """The handler that AWS's runtime gives the root logger; sys.stdout is looked up anew, because tests and tools replace it."""

    def emit(self, record):
        try:
            sys.stdout.write(self.format(record))
        except Exception:
            self.handleError(record)


class TextFormatter(logging.Formatter):
    converter = time.gmtime

    def __init__(self):
        super().__init__("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record):
        return super().format(record).rstrip("\n").replace("\n", mayfly_runtime.EVENT_LINE_END) + "\n"


# Attributes that every record has: what else there is came by `extra`.
RECORD_ATTRIBUTES = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "aws_request_id", "taskName"}


class JsonFormatter(logging.Formatter):
    def format(self, record):
        levelno = min(50, max(0, record.levelno)) // 10 * 10
        entry = {
            "timestamp": mayfly_runtime.log_time(record.created),
            "level": logging.getLevelName(levelno),
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info and record.exc_info[0] is not None:
            import traceback

            entry["stackTrace"] = traceback.format_tb(record.exc_info[2])
            entry["errorType"] = record.exc_info[0].__name__
            entry["errorMessage"] = str(record.exc_info[1])
            entry["location"] = "%s:%s:%s" % (record.pathname, record.funcName, record.lineno)
        entry["requestId"] = record.aws_request_id
        for name, value in record.__dict__.items():
            if name not in RECORD_ATTRIBUTES and name not in entry and value is not None:
                entry[name] = value
        return json.dumps(entry, ensure_ascii=False, default=str) + "\n"


def set_up():
    """Once, when the function's variables are there and before its code logs."""
    logging.Formatter.converter = time.gmtime
    handler = LogHandler()
    handler.setFormatter(JsonFormatter() if mayfly_runtime.logs_json() else TextFormatter())
    handler.addFilter(RequestFilter())
    root = logging.getLogger()
    root.addHandler(handler)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    level = "DEBUG" if level == "TRACE" else level
    if level in ("DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL"):
        root.setLevel(level)
