const KIB = 1024;
const MIB = 1024 * KIB;

/** Limits of the Lambda contract (AWS Lambda quotas) and of Mayfly's own queues and buffers, in one place. */
export const limits = {
  syncPayloadBytesMax: 6 * MIB,
  asyncPayloadBytesMax: 1 * MIB,
  /** AWS: 6 MiB + 100. */
  responsePayloadBytesMax: 6 * MIB + 100,
  streamedResponseBytesMax: 200 * MIB,
  /** The cause of a failure that a runtime reports; AWS: what an X-Ray document may have. */
  errorCauseBytesMax: 64 * KIB,
  zippedPackageBytesMax: 50 * MIB,
  unzippedPackageBytesMax: 250 * MIB,
  /** AWS's text names this number for CreateFunction and UpdateFunctionCode. */
  codeRequestBytesMax: 70_167_211,
  controlPlaneBodyBytesMax: 1 * MIB,
  packageEntriesMax: 100_000,
  environmentVariablesBytesMax: 4 * KIB,
  clientContextBytesMax: 3583,
  timeoutSecondsMax: 900,
  timeoutSecondsDefault: 3,
  memoryMibMin: 128,
  memoryMibMax: 10_240,
  memoryMibDefault: 128,
  ephemeralMibMin: 512,
  ephemeralMibMax: 10_240,
  tagsMax: 50,
  /** Of the policy of a function, version, alias or layer version. */
  resourcePolicyCharactersMax: 20_480,
  listFunctionsItemsMax: 50,
  listVersionsItemsMax: 50,
  listAliasesItemsMax: 50,
  listFunctionUrlsItemsMax: 50,
  /** Versions beside its own that an alias may route to. */
  aliasAdditionalVersionsMax: 1,
  /** AWS allows five for each event source mapping, ten on request. */
  eventFiltersMax: 10,
  listMappingsItemsMax: 100,
  listCodeSigningItemsMax: 50,
  functionLayersMax: 5,
  listLayersItemsMax: 50,
  accountConcurrencyMax: 1000,
  /** What reservations must leave to all other functions (behaviours.md §9). */
  accountUnreservedConcurrencyMin: 100,
  /** Bytes of all packages and layers of an account (behaviours.md §7). */
  accountCodeBytesMax: 80_530_636_800,
  /** Attempts after the first, and age, of an asynchronous event; both are also the defaults (behaviours.md §11). */
  eventRetryAttemptsMax: 2,
  eventAgeSecondsMin: 60,
  eventAgeSecondsMax: 21_600,
  /** Provisionings, or configurations of asynchronous invocation, in one page of a list. */
  listConfigurationsItemsMax: 50,
  initPhaseMsMax: 10_000,
  logTailBytes: 4 * KIB,
  /** One function log line; longer ones are split, as AWS does. */
  logLineBytesMax: 256 * KIB,
  /** Largest piece of a payload in one message between services. */
  chunkBytesMax: 256 * KIB,
  /** Bytes of an answer under way on one invocation channel. */
  channelCreditBytes: 1 * MIB,
  sandboxProcessesMax: 742,
  sandboxDescriptorsMax: 1024,
  presignedUrlSeconds: 600,
  signatureSkewMsMax: 5 * 60_000,
} as const;
