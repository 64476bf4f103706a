import {
  InvokeAsyncCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  PutFunctionConcurrencyCommand,
  type InvokeCommandInput,
  type InvokeWithResponseStreamCommandInput,
} from "@aws-sdk/client-lambda";
import { expect } from "vitest";
import { breaksModel, invalid, notFound, type Row, type Subject } from "./row.ts";

const event = JSON.stringify({ a: 1 });
const missing = "no-such-function";

async function invoke({ client, name }: Subject, settings: Partial<InvokeCommandInput> = {}) {
  const { Payload, ...answer } = await client.send(new InvokeCommand({ FunctionName: name, Payload: event, ...settings }));
  return { ...answer, Payload: Payload?.transformToString() };
}

async function stream({ client, name }: Subject, settings: Partial<InvokeWithResponseStreamCommandInput> = {}) {
  const { EventStream, ...answer } = await client.send(new InvokeWithResponseStreamCommand({ FunctionName: name, Payload: Buffer.from(event), ...settings }));
  let body = "";
  let complete: unknown;
  for await (const item of EventStream ?? []) {
    body += Buffer.from(item.PayloadChunk?.Payload ?? []).toString();
    complete = item.InvokeComplete ?? complete;
  }
  return { ...answer, body, complete };
}

/** The same refusals of both operations that wait for the answer. */
const alike: readonly Row[] = (["Invoke", "InvokeWithResponseStream"] as const).flatMap((operation): readonly Row[] => {
  const ask = operation === "Invoke" ? invoke : stream;
  return [
    {
      operation,
      when: "of a missing function names $LATEST",
      ask: (subject) => ask(subject, { FunctionName: missing }),
      refusal: ({ arn }) => notFound(`Function not found: ${arn("$LATEST", missing)}`),
    },
    {
      operation,
      when: "of a missing version names it",
      ask: (subject) => ask(subject, { Qualifier: "42" }),
      refusal: ({ arn }) => notFound(`Function not found: ${arn("42")}`),
    },
    {
      operation,
      when: "of a missing alias names it",
      ask: (subject) => ask(subject, { Qualifier: "absent" }),
      refusal: ({ arn }) => notFound(`Function not found: ${arn("absent")}`),
    },
    {
      operation,
      when: "of an ARN with another qualifier is refused",
      ask: (subject) => ask(subject, { FunctionName: subject.arn("1"), Qualifier: "2" }),
      refusal: () => invalid("The derived qualifier from the function name does not match the specified qualifier."),
    },
    {
      operation,
      when: "of another region finds nothing",
      ask: (subject) => ask(subject, { FunctionName: `arn:aws:lambda:ap-southeast-1:${subject.account}:function:f` }),
      refusal: () => notFound("Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')"),
    },
    {
      operation,
      when: "with a payload that is no JSON is refused",
      ask: (subject) => ask(subject, { Payload: Buffer.from([0x99]) }),
      refusal: () => ({
        name: "InvalidRequestContentException",
        status: 400,
        message: /^Could not parse request body into json: Could not parse payload into json: /,
        type: "User",
      }),
    },
    {
      operation,
      when: "of a function whose reservation is 0 is throttled",
      own: true,
      ask: async (subject) => {
        await subject.client.send(new PutFunctionConcurrencyCommand({ FunctionName: subject.name, ReservedConcurrentExecutions: 0 }));
        return await ask(subject);
      },
      refusal: () => ({ name: "TooManyRequestsException", status: 429, message: "Rate Exceeded.", type: "User" }),
    },
  ];
});

const rows: readonly Row[] = [
  {
    operation: "Invoke",
    when: "answers the result",
    ask: invoke,
    answer: () => ({ StatusCode: 200, ExecutedVersion: "$LATEST", Payload: event }),
  },
  {
    operation: "Invoke",
    when: "of an alias names the version that ran",
    ask: (subject) => invoke(subject, { Qualifier: "live" }),
    answer: () => ({ StatusCode: 200, ExecutedVersion: "1", Payload: event }),
  },
  {
    operation: "Invoke",
    when: "without a payload reaches the handler as an empty object",
    ask: (subject) => invoke(subject, { Payload: new Uint8Array() }),
    answer: () => ({ StatusCode: 200, ExecutedVersion: "$LATEST", Payload: "{}" }),
  },
  {
    operation: "Invoke",
    when: "with Tail answers the end of the log",
    ask: (subject) => invoke(subject, { LogType: "Tail" }),
    answer: () => ({ StatusCode: 200, ExecutedVersion: "$LATEST", Payload: event, LogResult: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) }),
  },
  {
    operation: "Invoke",
    when: "as an event is accepted without a version",
    status: 202,
    ask: (subject) => invoke(subject, { InvocationType: "Event" }),
    answer: () => ({ StatusCode: 202 }),
  },
  {
    operation: "Invoke",
    when: "as a dry run answers nothing",
    status: 204,
    ask: (subject) => invoke(subject, { InvocationType: "DryRun" }),
    answer: () => ({ StatusCode: 204 }),
  },
  {
    operation: "Invoke",
    when: "of a handler that fails is a good answer, Unhandled",
    ask: async (subject) => {
      const { Payload, ...answer } = await invoke(subject, { Payload: JSON.stringify({ fail: "boom" }) });
      return { ...answer, Failure: JSON.parse(Payload ?? "") as unknown };
    },
    answer: () => ({
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      FunctionError: "Unhandled",
      Failure: { errorType: "TypeError", errorMessage: "boom", trace: expect.arrayContaining(["TypeError: boom"]) },
    }),
  },
  {
    operation: "Invoke",
    when: "of a handler that answers too much is a good answer, Unhandled",
    ask: (subject) => invoke(subject, { Payload: JSON.stringify({ length: 6_291_555 }) }),
    answer: () => ({
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      FunctionError: "Unhandled",
      Payload: '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
    }),
  },
  {
    operation: "Invoke",
    when: "of a name of 65 characters finds nothing",
    ask: (subject) => invoke(subject, { FunctionName: "f".repeat(65) }),
    refusal: ({ arn }) => notFound(`Function not found: ${arn("$LATEST", "f".repeat(65))}`),
  },
  {
    operation: "InvokeWithResponseStream",
    when: "as an event breaks the model",
    ask: (subject) => stream(subject, { InvocationType: "Event" as "DryRun" }),
    refusal: () =>
      breaksModel(
        "1 validation error detected: Value 'Event' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [RequestResponse, DryRun]",
      ),
  },
  {
    operation: "Invoke",
    when: "with another invocation type breaks the model",
    ask: (subject) => invoke(subject, { InvocationType: "Later" as "Event" }),
    refusal: () =>
      breaksModel(
        "1 validation error detected: Value 'Later' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]",
      ),
  },
  {
    operation: "Invoke",
    when: "of more than 6 MiB is too large",
    ask: (subject) => invoke(subject, { Payload: JSON.stringify("x".repeat(6 * 1024 * 1024)) }),
    refusal: () => ({
      name: "RequestEntityTooLargeException",
      status: 413,
      message: "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
      type: undefined,
    }),
  },
  {
    operation: "Invoke",
    when: "as an event of more than 1 MiB is too large",
    ask: (subject) => invoke(subject, { InvocationType: "Event", Payload: JSON.stringify("x".repeat(1024 * 1024)) }),
    refusal: () => ({
      name: "RequestEntityTooLargeException",
      status: 413,
      message: "Request must be smaller than 1048576 bytes for the InvokeFunction operation",
      type: undefined,
    }),
  },
  {
    operation: "InvokeWithResponseStream",
    when: "answers the result as a stream",
    ask: stream,
    answer: () => ({
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      ResponseStreamContentType: "application/vnd.amazon.eventstream",
      body: event,
      complete: {},
    }),
  },
  {
    operation: "InvokeWithResponseStream",
    when: "with Tail ends with the log",
    ask: (subject) => stream(subject, { LogType: "Tail" }),
    answer: () => ({
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      ResponseStreamContentType: "application/vnd.amazon.eventstream",
      body: event,
      complete: { LogResult: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) },
    }),
  },
  {
    operation: "InvokeAsync",
    when: "is accepted",
    ask: ({ client, name }) => client.send(new InvokeAsyncCommand({ FunctionName: name, InvokeArgs: event })),
    answer: () => ({ Status: 202 }),
  },
  {
    operation: "InvokeAsync",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new InvokeAsyncCommand({ FunctionName: missing, InvokeArgs: event })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn("$LATEST", missing)}`),
  },
];

/** Invocations. */
export const invocationRows: readonly Row[] = [...rows, ...alike];
