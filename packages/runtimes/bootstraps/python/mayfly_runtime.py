"""The Python runtime inside a sandbox: loads the function and runs its invocations, told by the agent over file descriptor 3.

The frames are described in packages/runtimes/src/frame-protocol.ts; this is the sandbox half. It imports little, logging only where
time was left or somebody logs, and reads the channel without `socket`: that is why it is ready as soon as Python is. It is
started with -S, so that neither .pth files nor packages of the host come in. Runs on Python 3.9 and later. What the function sees
(names, texts, traces, log lines) follows AWS's Python runtime client (behaviours.md, section 10).
"""

import builtins
import importlib
import io
import json
import os
import sys
import time

CHANNEL = 3
HEADER_BYTES = 5
READ_BYTES = 256 * 1024
TO_SANDBOX = {"init": 1, "invoke": 2}
TO_AGENT = {"ready": 16, "initialized": 17, "initError": 18, "response": 19, "error": 20}
WITH_NEXT = b"\x01"

OWN_FILES = ("/mayfly_runtime.py", "/bootstrap.py")

# A line feed ends an event, so those inside a message become carriage returns; AWS indents traces with no-break spaces.
EVENT_LINE_END = "\r"
INDENT = "\u00a0"


# ---- errors ----


class RuntimeFault(Exception):
    """A failure that is the runtime's to tell, not an exception of the function's code."""

    def __init__(self, error_type, message, trace=None):
        super().__init__(message)
        self.error_type = error_type
        self.trace = trace or []


def error_document(message, error_type, trace, request_id):
    return {"errorMessage": message, "errorType": error_type, "requestId": request_id, "stackTrace": trace}


def describe_exception(error, request_id):
    """The error document that clients see: the trace begins where the function's code does."""
    if isinstance(error, RuntimeFault):
        return error_document(str(error), error.error_type, error.trace, request_id)
    import traceback

    frames = list(traceback.extract_tb(error.__traceback__))
    own = next((at for at, frame in enumerate(frames) if not frame.filename.endswith(OWN_FILES)), 0)
    plain = [(frame.filename, frame.lineno, frame.name, frame.line) for frame in frames[own:]]
    try:
        message = str(error)
    except Exception:
        message = ""
    return error_document(message, type(error).__name__, traceback.format_list(plain), request_id)


# ---- JSON ----

# The standard encoder cannot write a Decimal as the number that it is, so it leaves a mark that nobody can guess.
DECIMAL_MARK = os.urandom(12).hex()


class AnswerEncoder(json.JSONEncoder):
    """Writes what AWS's runtime writes: Decimals as numbers, and no NaN or infinity, which are not JSON."""

    def __init__(self, ensure_ascii):
        super().__init__(ensure_ascii=ensure_ascii, allow_nan=False)
        self.met_decimal = False

    def default(self, o):
        decimal = sys.modules.get("decimal")
        if decimal is None or not isinstance(o, decimal.Decimal):
            return super().default(o)
        if not o.is_finite():
            raise ValueError("Out of range float values are not JSON compliant: %r" % o)
        self.met_decimal = True
        return DECIMAL_MARK + str(o)

    def text(self, value):
        self.met_decimal = False
        encoded = self.encode(value)
        if not self.met_decimal:
            return encoded
        import re

        return re.sub('"%s([^"]*)"' % DECIMAL_MARK, r"\1", encoded)


def keeps_unicode():
    """From Python 3.12 on AWS's runtime leaves characters as they are; before, it escaped them."""
    return sys.version_info >= (3, 12)


encoder = AnswerEncoder(ensure_ascii=not keeps_unicode())


def marshal(result):
    if isinstance(result, bytes):
        return result
    try:
        return encoder.text(result).encode("utf-8", "surrogatepass")
    except Exception as error:
        raise RuntimeFault("Runtime.MarshalError", "Unable to marshal response: %s" % error) from None


def unmarshal(event):
    try:
        return json.loads(event)
    except Exception as error:
        raise RuntimeFault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error) from None


# ---- what the function writes ----


class Output(io.TextIOWrapper):
    """Hands over everything at once: what is in the pipe is not lost when the sandbox is frozen or killed."""

    def write(self, text):
        written = super().write(text)
        self.flush()
        return written


def open_outputs():
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        errors = stream.errors
        output = Output(stream.detach(), encoding="utf-8", errors=errors, newline="\n")
        output.mode = "w"
        setattr(sys, name, output)
        setattr(sys, "__%s__" % name, output)


current_request_id = ""


def log_time(seconds):
    millis = int(seconds * 1000)
    return "%s.%03dZ" % (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(millis // 1000)), millis % 1000)


def logs_json():
    return os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"


class LateImport:
    """
    Finds `logging` and `traceback` in the standard library when a function first imports them. They take 10 ms of a start that nothing has
    prepared; like on AWS, no module of the function's own stands in for them.
    """

    def __init__(self):
        self.names = {"logging", "traceback"}

    def find_spec(self, name, path=None, target=None):
        if name not in self.names:
            return None
        self.names.discard(name)
        finder = next(finder for finder in sys.meta_path if getattr(finder, "__name__", "") == "PathFinder")
        standard = [entry for entry in sys.path if entry.startswith(sys.base_prefix)]
        spec = finder.find_spec(name, standard)
        spec.loader = LateLoader(spec.loader, standard)
        return spec


class LateLoader:
    """Loads a module with nothing but the standard library in sight, and sets logging up if that is what it was."""

    def __init__(self, loader, search_path):
        self.loader = loader
        self.search_path = search_path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self.loader
        everything = sys.path[:]
        sys.path[:] = self.search_path
        try:
            self.loader.exec_module(module)
        finally:
            sys.path[:] = everything
        if module.__name__ == "logging":
            set_up_logging()


def set_up_logging():
    """Gives the root logger AWS's handler, now or once somebody imports `logging`."""
    if "logging" in sys.modules:
        importlib.import_module("mayfly_logging").set_up()
    else:
        sys.meta_path.insert(0, LateImport())


def indent_like_aws(line):
    text = line.lstrip(" ")
    return INDENT * (len(line) - len(text)) + text


def log_error(document):
    """One event for a failure, as AWS writes it."""
    if logs_json():
        entry = {"timestamp": log_time(time.time()), "level": "ERROR"}
        entry.update(document)
        sys.stdout.write(encoder.text(entry) + "\n")
        return
    head = "[ERROR] %s" % document["errorType"] if document["errorType"] else "[ERROR]"
    if document["errorMessage"]:
        head += (": " if document["errorType"] else " ") + document["errorMessage"]
    lines = [*head.splitlines(), "Traceback (most recent call last):"]
    for element in document["stackTrace"]:
        lines.extend(indent_like_aws(line) for line in element.splitlines())
    sys.stdout.write(EVENT_LINE_END.join(lines) + "\n")


# ---- the context ----


class Record:
    """An object with exactly the members of its class."""

    __slots__ = []

    def __init__(self, values):
        for name in self.__slots__:
            setattr(self, name, values.get(name))

    def __repr__(self):
        return "%s([%s])" % (type(self).__name__, ",".join("%s=%s" % (name, getattr(self, name)) for name in self.__slots__))


class CognitoIdentity(Record):
    __slots__ = ["cognito_identity_id", "cognito_identity_pool_id"]


class Client(Record):
    __slots__ = ["installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"]


class ClientContext(Record):
    __slots__ = ["custom", "env", "client"]


def parse_context(text, name):
    if not text:
        return None
    try:
        return json.loads(text)
    except Exception as error:
        raise RuntimeFault("Runtime.LambdaContextUnmarshalError", "Unable to parse %s JSON: %s" % (name, error)) from None


class LambdaContext:
    """What AWS documents as the context object of Python functions."""

    def __init__(self, invocation):
        client_context = parse_context(invocation.get("clientContext"), "Client Context")
        identity = parse_context(invocation.get("cognitoIdentity"), "Cognito Identity") or {}
        self.aws_request_id = invocation["requestId"]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = invocation["invokedFunctionArn"]
        self.tenant_id = invocation.get("tenantId")
        self.client_context = None if client_context is None else ClientContext(client_context)
        if self.client_context is not None and self.client_context.client is not None:
            self.client_context.client = Client(self.client_context.client)
        self.identity = CognitoIdentity(
            {"cognito_identity_id": identity.get("cognitoIdentityId"), "cognito_identity_pool_id": identity.get("cognitoIdentityPoolId")}
        )
        self._epoch_deadline_time_in_ms = invocation["deadlineMs"]

    def get_remaining_time_in_millis(self):
        return max(0, self._epoch_deadline_time_in_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))

    def __repr__(self):
        names = ("aws_request_id", "log_group_name", "log_stream_name", "function_name", "memory_limit_in_mb", "function_version")
        names += ("invoked_function_arn", "client_context", "identity", "tenant_id")
        return "LambdaContext([%s])" % ",".join("%s=%s" % (name, getattr(self, name)) for name in names)


# ---- the channel ----

received = bytearray()


def read_frame():
    """The next frame: its type and payload. Ends the process when the agent has gone."""
    needed = HEADER_BYTES
    while len(received) < needed:
        chunk = os.read(CHANNEL, READ_BYTES)
        if not chunk:
            sys.exit(0)
        received.extend(chunk)
        if len(received) >= HEADER_BYTES:
            needed = HEADER_BYTES + int.from_bytes(received[:4], "big")
    kind = received[4]
    payload = bytes(received[HEADER_BYTES:needed])
    del received[:needed]
    return kind, payload


def send(kind, payload=b""):
    frame = memoryview(len(payload).to_bytes(4, "big") + bytes((TO_AGENT[kind],)) + payload)
    while frame:
        frame = frame[os.write(CHANNEL, frame) :]


# ---- loading the function ----

is_prewarmed = sys.argv[1:] == ["prewarm"]


def load_handler(name):
    """Finds `dir/module.function`."""
    module_name, dot, function_name = name.rpartition(".")
    if not dot:
        raise RuntimeFault(
            "Runtime.MalformedHandlerName", "Bad handler '%s': not enough values to unpack (expected 2, got 1)" % name
        )
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise RuntimeFault("Runtime.BuiltInModuleConflict", "Cannot use built-in module %s as a handler module" % module_name)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise RuntimeFault("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, error)) from error
    except SyntaxError as error:
        trace = ['  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)]
        raise RuntimeFault("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error), trace) from error
    try:
        return getattr(module, function_name)
    except AttributeError:
        raise RuntimeFault("Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (function_name, module_name)) from None


def replace_environment(variables):
    """A process of the pool gets its function's environment; one of its own has it, and what an exec wrapper has added."""
    if not is_prewarmed:
        # Python sets it itself where the locale is not installed.
        if "LC_CTYPE" not in variables and os.environ.get("LC_CTYPE") == "C.UTF-8":
            del os.environ["LC_CTYPE"]
        return
    for name in list(os.environ):
        if name not in variables:
            del os.environ[name]
    for name, value in variables.items():
        if os.environ.get(name) != value:
            os.environ[name] = value


def extend_search_path(task_root):
    """AWS's order: the function, its layers, the runtime and PYTHONPATH, the standard library."""
    layers = ["/opt/python/lib/python%d.%d/site-packages" % sys.version_info[:2], "/opt/python"]
    sys.path[:] = dict.fromkeys([task_root, *layers, *sys.path])
    # What was not there at boot is there now. importlib.invalidate_caches does more, and takes 20 ms from Python 3.13 on.
    for path in list(sys.path_importer_cache):
        if path.startswith((task_root, "/opt")):
            del sys.path_importer_cache[path]


def initialize(variables):
    replace_environment(variables)
    task_root = variables["LAMBDA_TASK_ROOT"]
    # The working directory was entered before the code was mounted there.
    os.chdir(task_root)
    extend_search_path(task_root)
    set_up_logging()
    try:
        handler = load_handler(variables["_HANDLER"])
    except Exception as error:
        document = describe_exception(error, "")
        log_error(document)
        send("initError", encoder.text(document).encode("utf-8", "surrogatepass"))
        sys.exit(1)
    send("initialized")
    return handler


# ---- running invocations ----


def set_trace_header(header):
    if header:
        os.environ["_X_AMZN_TRACE_ID"] = header
    else:
        os.environ.pop("_X_AMZN_TRACE_ID", None)


def run(handler, payload):
    global current_request_id
    header_end = 4 + int.from_bytes(payload[:4], "big")
    invocation = json.loads(payload[4:header_end])
    current_request_id = invocation["requestId"]
    set_trace_header(invocation.get("traceHeader"))
    try:
        context = LambdaContext(invocation)
        answer = marshal(handler(unmarshal(payload[header_end:]), context))
    except Exception as error:
        document = describe_exception(error, current_request_id)
        log_error(document)
        send("error", WITH_NEXT + encoder.text(document).encode("utf-8", "surrogatepass"))
    else:
        send("response", WITH_NEXT + answer)


# ---- life ----


def add_interactive_builtins():
    """What `site` would have added: functions call exit() and quit()."""
    import _sitebuiltins

    builtins.exit = _sitebuiltins.Quitter("exit", "Ctrl-D (i.e. EOF)")
    builtins.quit = _sitebuiltins.Quitter("quit", "Ctrl-D (i.e. EOF)")
    builtins.help = _sitebuiltins._Helper()


def prewarm():
    """Does once, ahead of time, what the first invocation would otherwise pay for."""
    import datetime  # noqa: F401
    import decimal  # noqa: F401
    import logging

    import mayfly_logging  # noqa: F401

    encoder.text(json.loads('{"warmed":[1,1.5,"x",null,true]}'))
    try:
        raise KeyError("warmed")
    except KeyError as error:
        describe_exception(error, "")
    logging.getLogger("warmed").isEnabledFor(logging.INFO)
    # The compiler and the import system cost a first function 3 ms where they have not run yet.
    exec(compile("def warmed(event, context):\n    return event\n", "warmed.py", "exec"), {})
    importlib.import_module("colorsys")
    del sys.modules["colorsys"]
    LambdaContext({"requestId": "", "invokedFunctionArn": "", "deadlineMs": 0}).get_remaining_time_in_millis()


def main():
    os.set_inheritable(CHANNEL, False)
    open_outputs()
    add_interactive_builtins()
    if is_prewarmed:
        prewarm()
    del sys.argv[1:]
    send("ready")
    kind, payload = read_frame()
    if kind != TO_SANDBOX["init"]:
        sys.exit(1)
    handler = initialize(json.loads(payload)["variables"])
    while True:
        kind, payload = read_frame()
        if kind != TO_SANDBOX["invoke"]:
            sys.exit(1)
        run(handler, payload)
