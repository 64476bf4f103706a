"""What a user of boto3 does with one function, from its creation to its end. Fails with an AssertionError."""

import io
import json
import time
import zipfile

import boto3

lambda_ = boto3.client("lambda")
logs = boto3.client("logs")
account = boto3.client("sts").get_caller_identity()["Account"]
name = "boto3-journey"
arn = f"arn:aws:lambda:us-east-1:{account}:function:{name}"


def archive(answer):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("index.js", f"exports.handler = async (event) => {{ console.log('said', event.word); return {answer!r} + event.word; }};")
    return content.getvalue()


def invoke(word="x", **more):
    answer = lambda_.invoke(FunctionName=name, Payload=json.dumps({"word": word}), **more)
    return json.load(answer["Payload"])


def refused(exception, call, **parameters):
    try:
        call(**parameters)
    except exception as error:
        return error.response["Error"]["Message"]
    raise AssertionError(f"{call.__name__} was not refused")


created = lambda_.create_function(
    FunctionName=name,
    Runtime="nodejs24.x",
    Role=f"arn:aws:iam::{account}:role/service",
    Handler="index.handler",
    Code={"ZipFile": archive("one ")},
    Tags={"team": "a"},
)
assert (created["State"], created["FunctionArn"]) == ("Pending", arn), created
lambda_.get_waiter("function_active_v2").wait(FunctionName=name)
lambda_.get_waiter("function_exists").wait(FunctionName=name)
assert invoke() == "one x"
assert invoke(InvocationType="RequestResponse", LogType="Tail") == "one x"
message = refused(lambda_.exceptions.ResourceConflictException, lambda_.create_function, **{
    "FunctionName": name, "Runtime": "nodejs24.x", "Role": created["Role"], "Handler": "index.handler", "Code": {"ZipFile": archive("")},
})
assert message == f"Function already exist: {name}", message

numbers = []
for word in ("two ", "three ", "four "):
    lambda_.update_function_code(FunctionName=name, ZipFile=archive(word))
    lambda_.get_waiter("function_updated_v2").wait(FunctionName=name)
    numbers.append(lambda_.publish_version(FunctionName=name)["Version"])
    lambda_.get_waiter("published_version_active").wait(FunctionName=name, Qualifier=numbers[-1])
assert numbers == ["1", "2", "3"], numbers
pages = lambda_.get_paginator("list_versions_by_function").paginate(FunctionName=name, PaginationConfig={"PageSize": 2})
assert [each["Version"] for page in pages for each in page["Versions"]] == ["$LATEST", *numbers]

revision = lambda_.get_function_configuration(FunctionName=name)["RevisionId"]
lambda_.update_function_configuration(FunctionName=name, MemorySize=192, Environment={"Variables": {"MOOD": "fine"}}, RevisionId=revision)
lambda_.get_waiter("function_updated").wait(FunctionName=name)
refused(lambda_.exceptions.PreconditionFailedException, lambda_.update_function_configuration, FunctionName=name, MemorySize=256, RevisionId=revision)
assert lambda_.get_function_configuration(FunctionName=name)["MemorySize"] == 192

for alias in ("live", "old"):
    lambda_.create_alias(FunctionName=name, Name=alias, FunctionVersion="1")
lambda_.update_alias(FunctionName=name, Name="live", FunctionVersion="3", RoutingConfig={"AdditionalVersionWeights": {"2": 0.5}})
pages = lambda_.get_paginator("list_aliases").paginate(FunctionName=name, PaginationConfig={"PageSize": 1})
assert [each["Name"] for page in pages for each in page["Aliases"]] == ["live", "old"]
assert invoke(Qualifier="old") == "two x"
assert invoke(Qualifier="live") in ("three x", "four x")

lambda_.add_permission(FunctionName=name, StatementId="s", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com", SourceAccount=account)
policy = json.loads(lambda_.get_policy(FunctionName=name)["Policy"])
assert [each["Sid"] for each in policy["Statement"]] == ["s"], policy
lambda_.remove_permission(FunctionName=name, StatementId="s")
refused(lambda_.exceptions.ResourceNotFoundException, lambda_.get_policy, FunctionName=name)

lambda_.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=3)
assert lambda_.get_function(FunctionName=name)["Concurrency"] == {"ReservedConcurrentExecutions": 3}
lambda_.put_function_event_invoke_config(FunctionName=name, Qualifier="live", MaximumRetryAttempts=1)
lambda_.put_function_event_invoke_config(FunctionName=name, MaximumEventAgeInSeconds=60)
pages = lambda_.get_paginator("list_function_event_invoke_configs").paginate(FunctionName=name, PaginationConfig={"PageSize": 1})
arns = [each["FunctionArn"] for page in pages for each in page["FunctionEventInvokeConfigs"]]
assert sorted(arns) == [f"{arn}:$LATEST", f"{arn}:live"], arns
lambda_.create_function_url_config(FunctionName=name, Qualifier="live", AuthType="NONE")
pages = lambda_.get_paginator("list_function_url_configs").paginate(FunctionName=name)
assert [each["FunctionArn"] for page in pages for each in page["FunctionUrlConfigs"]] == [f"{arn}:live"]
lambda_.tag_resource(Resource=arn, Tags={"stage": "dev"})
lambda_.untag_resource(Resource=arn, TagKeys=["team"])
assert lambda_.list_tags(Resource=arn)["Tags"] == {"stage": "dev"}

pages = lambda_.get_paginator("list_functions").paginate(FunctionVersion="ALL", PaginationConfig={"PageSize": 2})
assert len([each for page in pages for each in page["Functions"]]) == 4
deadline = time.monotonic() + 60
while True:
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=f"/aws/lambda/{name}", filterPattern="said")
    if len([each for page in pages for each in page["events"]]) >= 4:
        break
    assert time.monotonic() < deadline, "the log of four calls is not there"
    time.sleep(0.2)

message = refused(lambda_.exceptions.ResourceConflictException, lambda_.delete_function, FunctionName=name, Qualifier="3")
assert message == "Unable to delete version because the following aliases reference it: [live]", message
lambda_.delete_alias(FunctionName=name, Name="live")
assert lambda_.list_function_url_configs(FunctionName=name)["FunctionUrlConfigs"] == []
lambda_.delete_function(FunctionName=name, Qualifier="3")
lambda_.delete_function(FunctionName=name)
refused(lambda_.exceptions.ResourceNotFoundException, lambda_.get_function, FunctionName=name)
print("all of it done")
