//! A function on lambda_runtime. What it does is said by its event; see official-clients.test.ts.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lambda_runtime::streaming::{channel, Body, Response};
use lambda_runtime::{run, service_fn, Diagnostic, Error, FunctionResponse, LambdaEvent};
use serde_json::{json, Value};

async fn handle(event: LambdaEvent<Value>) -> Result<FunctionResponse<Value, Body>, Diagnostic> {
    let (event, context) = event.into_parts();
    match event["do"].as_str().unwrap_or_default() {
        "fail" => {
            return Err(Diagnostic {
                error_type: "BrokenOnPurpose".into(),
                error_message: "broken on purpose".into(),
            })
        }
        "exit" => std::process::exit(3),
        "sleep" => tokio::time::sleep(Duration::from_secs(60)).await,
        "stream" => return Ok(FunctionResponse::StreamingResponse(stream())),
        _ => {}
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64;
    Ok(FunctionResponse::BufferedResponse(json!({
        "value": event["value"],
        "requestId": context.request_id,
        "functionArn": context.invoked_function_arn,
        "remainingMs": context.deadline.saturating_sub(now),
    })))
}

fn stream() -> Response<Body> {
    let (mut sender, body) = channel();
    tokio::spawn(async move {
        for piece in ["one ", "two ", "three"] {
            let _ = sender.send_data(piece.into()).await;
        }
    });
    Response::from(body)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    if std::env::var_os("FAIL_INIT").is_some() {
        std::process::exit(4);
    }
    run(service_fn(handle)).await
}
