//HEAD
const changes: readonly Row[] = [
  {
    operation: "UpdateFunctionCode",
    when: "answers InProgress",
    own: true,
    ask: async ({ client, name }) => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await zipOf(files) })),
    answer: updating,
  },
  {
    operation: "UpdateFunctionCode",
    when: "with Publish answers the new version Pending",
    own: true,
    ask: async ({ client, name }) => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await zipOf(files), Publish: true })),
    answer: (subject) => ({ ...pending(subject), FunctionArn: subject.arn("1"), Version: "1" }),
  },
  {
    operation: "UpdateFunctionCode",
    when: "as a dry run changes nothing",
    ask: async ({ client, name }) => {
      await client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await zipOf({ "other.mjs": "" }), DryRun: true }));
      return await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    },
    answer: active,
  },
  {
    operation: "UpdateFunctionCode",
    when: "of a missing function finds nothing",
    ask: async ({ client }) => client.send(new UpdateFunctionCodeCommand({ FunctionName: missing, ZipFile: await zipOf(files) })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "UpdateFunctionCode",
    when: "with another revision id is refused",
    ask: async ({ client, name }) => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: await zipOf(files), RevisionId: otherRevision })),
    refusal: () => staleRevision("GetFunction/GetAlias"),
  },
  {
    operation: "UpdateFunctionCode",
    when: "during another update is refused",
    own: true,
    ask: async ({ client, name }) => {
      const ZipFile = await zipOf(files);
      const send = () => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile }));
      // An update may be over before the next one comes.
      const [refused] = await waitFor(
        async () => {
          const outcomes = await Promise.allSettled([send(), send(), send()]);
          const rejected = outcomes.filter(({ status }) => status === "rejected");
          return rejected.length > 0 && rejected;
        },
        { what: "two updates to meet", deadlineMs: 15_000 },
      );
      if (refused?.status === "rejected") throw refused.reason;
      return await send();
    },
    refusal: ({ arn }) => conflict(`The operation cannot be performed at this time. An update is in progress for resource: ${arn()}`),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "answers InProgress with the new value",
    own: true,
    ask: ({ client, name }) => client.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, ...update })),
    answer: (subject) => ({ ...updating(subject), ...update }),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new UpdateFunctionConfigurationCommand({ FunctionName: missing, ...update })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "with another revision id is refused",
    ask: ({ client, name }) => client.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, RevisionId: otherRevision, ...update })),
    refusal: () => staleRevision("GetFunction/GetAlias"),
  },
  {
    operation: "UpdateFunctionConfiguration",
    when: "with reserved variables is refused",
    ask: ({ client, name }) => client.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Environment: { Variables: reservedVariables } })),
    refusal: () => invalid(reserved),
  },
  {
    operation: "DeleteFunction",
    when: "answers nothing",
    own: true,
    ask: ({ client, name }) => client.send(new DeleteFunctionCommand({ FunctionName: name })),
    answer: () => ({ StatusCode: 204 }),
  },
  {
    operation: "DeleteFunction",
    when: "of a missing function finds nothing",
    ask: ({ client }) => client.send(new DeleteFunctionCommand({ FunctionName: missing })),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "DeleteFunction",
    when: "of $LATEST is refused",
    ask: ({ client, name }) => client.send(new DeleteFunctionCommand({ FunctionName: name, Qualifier: "$LATEST" })),
    refusal: () => invalid("$LATEST version cannot be deleted without deleting the function."),
  },
  {
    operation: "DeleteFunction",
    when: "of an alias is refused",
    ask: ({ client, name }) => client.send(new DeleteFunctionCommand({ FunctionName: name, Qualifier: "live" })),
    refusal: () => invalid("Deletion of aliases is not currently supported."),
  },
];

/** Changes of functions, and their end. */
export const functionChangeRows: readonly Row[] = [...changes, ...configurations];
