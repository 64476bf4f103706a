from chalice import Chalice

app = Chalice(app_name="greeter")


@app.lambda_function()
def greet(event, context):
    print("greeting", event["name"])
    return {"greeting": "hello " + event["name"], "function": context.function_name}
