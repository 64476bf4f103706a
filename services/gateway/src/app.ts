import { randomBytes } from "node:crypto";
import { functionsService, invocationService, type identitiesService, type packagesService } from "@mayfly/contracts/services";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { recursion } from "@mayfly/domain/attachments/recursion";
import type { FunctionKey } from "@mayfly/domain/function-record";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import type { Invoker } from "@mayfly/invocation/invoker";
import type { Clock } from "@mayfly/kernel/clock";
import { registration } from "@mayfly/rpc/contract-methods";
import { createGrpcServer } from "@mayfly/rpc/grpc-server";
import type { LogStore } from "@mayfly/log-store/log-store";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Metrics } from "@mayfly/telemetry/metrics";
import { noTracing, type Tracing } from "@mayfly/telemetry/tracing";
import type { NatsConnection } from "@nats-io/transport-node";
import { Doors } from "./api/doors.ts";
import { bearerAuthentication, bearerCallers } from "./api/grpc/bearer-authentication.ts";
import { createFunctionsHandlers } from "./api/grpc/functions-handlers.ts";
import { createInvocationHandlers } from "./api/grpc/invocation-handlers.ts";
import { startHttpServer, type HttpServer, type ListenOptions } from "./api/http/http-server.ts";
import { addIdentityRoutes } from "./api/http/identity-routes.ts";
import { LambdaHttpApi } from "./api/http/lambda-http-api.ts";
import { addOwnRoutes } from "./api/http/own-routes.ts";
import { LogsHttpApi } from "./api/http/logs/logs-http-api.ts";
import { BodyBudget } from "./api/http/read-body.ts";
import { openInvokeDoor } from "./api/nats/invoke-door.ts";
import { Authorizer } from "./core/authorization/authorizer.ts";
import { FunctionPolicies } from "./core/authorization/function-policies.ts";
import { LambdaAccess } from "./core/authorization/lambda-access.ts";
import { LayerAccess } from "./core/authorization/layer-access.ts";
import { IdentityControl } from "./core/identity/identity-control.ts";
import { IdentityCredentials } from "./core/identity/identity-credentials.ts";
import { SignatureVerifier } from "./core/authentication/signature-verifier.ts";
import { UrlAccess } from "./core/function-urls/url-access.ts";
import { FunctionControl } from "./core/function-control.ts";
import { InvocationIntake } from "./core/invocation/invocation-intake.ts";
import { VersionResolver } from "./core/invocation/version-resolver.ts";
import { PackageUrls } from "./core/package-urls.ts";
import { createGatewayMetrics, type GatewayMetrics } from "./gateway-metrics.ts";
import { openFunctionUrls, type OpenFunctionUrls } from "./open-function-urls.ts";
import type { CodeDirectories } from "./ports/code-directories.ts";
import type { CredentialSource } from "./ports/credential-source.ts";
import type { IdentityDirectory } from "./ports/identity-directory.ts";
import type { ResourcePolicies } from "./ports/resource-policies.ts";
import type { EventPublisher } from "./ports/event-publisher.ts";
import type { HealthCheck } from "./ports/health.ts";

/** What a gateway needs. */
export interface GatewayDependencies {
  readonly functions: ServiceClient<typeof functionsService>;
  readonly packages: ServiceClient<typeof packagesService>;
  readonly directory: FunctionDirectory;
  readonly invoker: Invoker;
  readonly events: EventPublisher;
  /** What functions have written. Absent: there is no CloudWatch Logs API. */
  readonly logStore?: LogStore | undefined;
  /** Credentials that Mayfly is started with; their holders may do everything. */
  readonly credentials: CredentialSource;
  /** Metadata's identities and the copy that follows them. Absent: there are only the credentials above, and neither IAM nor STS. */
  readonly identities?: { readonly client: ServiceClient<typeof identitiesService>; readonly directory: IdentityDirectory };
  /** Policies that resources carry; those that the directory tells by default. */
  readonly resourcePolicies?: ResourcePolicies;
  /** True if the roles of functions must exist. */
  readonly requireRoles?: boolean;
  readonly region: string;
  readonly account: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Records nothing by default. */
  readonly tracing?: Tracing;
  readonly health: HealthCheck;
  readonly http: ListenOptions;
  /** Absent: no gRPC. */
  readonly grpc?: ListenOptions;
  /** Listener of function URLs. Absent: none. */
  readonly urls?: ListenOptions;
  /** Where clients reach function URLs, like https://functions.example.com; by default that listener, by the name localhost. */
  readonly functionUrlBase?: string | undefined;
  /** Proxies in front of that listener that append whom they serve to X-Forwarded-For; none by default. */
  readonly functionUrlProxies?: number;
  /** Connection on which invocations arrive; the caller closes it after the app. Absent: no NATS door. */
  readonly nats?: NatsConnection;
  /** How long a client may take nothing of its answer before it is cut off, in milliseconds; 60,000 by default. */
  readonly stalledMs?: number;
  /** Key of presigned package URLs; gateways that serve one client share it. Random by default. */
  readonly packageUrlKey?: Buffer;
  /** Directories of this host that may be a function's code; none by default. */
  readonly codeDirectories?: CodeDirectories | undefined;
  /** Runtime identifiers beside AWS's own that functions may have: those of the workers' manifests. None by default. */
  readonly additionalRuntimes?: readonly string[];
  /** Chooses among the versions of an alias with weights: from 0 to below 1. Math.random by default. */
  readonly random?: () => number;
}

/** A running gateway. Disposing it drains: no new work, running requests finish. */
export interface GatewayApp extends AsyncDisposable {
  /** Base URL of the HTTP API, like http://127.0.0.1:8700. */
  readonly httpUrl: string;
  /** `host:port` of gRPC; undefined if there is none. */
  readonly grpcAddress: string | undefined;
  /** Base URL of the listener of function URLs; undefined if there is none. */
  readonly urlsUrl: string | undefined;
}

/** Bounds of one gateway process. */
const inFlightMax = 10_000;
const bodyBytesMax = 1024 * 1024 * 1024;
/** Running requests may take this long when the gateway stops: longer than 10 s, and short enough for the whole stop to end within 20 s (DESIGN §10). */
const drainMs = 12_000;

/** Starts a gateway on its doors. Fails with PlatformError or the system's error if one of them cannot be opened; those that were are closed again. */
export async function createGatewayApp(dependencies: GatewayDependencies): Promise<GatewayApp> {
  const core = createCore(dependencies);
  const doors = new Doors();
  try {
    return { ...(await openDoors(dependencies, core, doors)), [Symbol.asyncDispose]: () => doors[Symbol.asyncDispose]() };
  } catch (error) {
    await doors[Symbol.asyncDispose]();
    throw error;
  }
}

async function openDoors(dependencies: GatewayDependencies, core: GatewayCore, doors: Doors): Promise<Omit<GatewayApp, typeof Symbol.asyncDispose>> {
  // First, since the other doors tell where it is.
  const urls = await openUrls(dependencies, core);
  if (urls.server !== undefined) doors.use(urls.server);
  const logs = openLogs(dependencies, core);
  // Sessions that follow a log would keep the server from stopping.
  if (logs !== undefined) doors.use({ [Symbol.asyncDispose]: async () => logs[Symbol.dispose]() });
  const http = doors.use(await openHttp(dependencies, core, { urls, logs }));
  const grpcAddress =
    dependencies.grpc === undefined ? undefined : await openGrpc({ dependencies, core, urls, httpUrl: http.url, listen: dependencies.grpc, doors });
  if (dependencies.nats !== undefined) {
    const { region, account, logger, nats: connection } = dependencies;
    doors.use(
      openInvokeDoor({
        connection,
        intake: core.intake,
        region,
        account,
        logger,
        drainMs,
        onAnswer: (operation, status) => core.metrics.answered("nats", operation, status),
      }),
    );
  }
  return { httpUrl: http.url, grpcAddress, urlsUrl: urls.server?.url };
}

interface GatewayCore {
  readonly authorizer: Authorizer;
  readonly access: GatewayAccess["access"];
  readonly identityControl: IdentityControl | undefined;
  /** All that Mayfly knows, not only those that it was started with. */
  readonly credentials: CredentialSource;
  readonly intake: InvocationIntake;
  readonly control: FunctionControl;
  readonly packageUrls: PackageUrls;
  readonly metrics: GatewayMetrics;
  readonly verifier: SignatureVerifier;
  readonly budget: BodyBudget;
  readonly urlAccess: UrlAccess;
}

interface GatewayAccess {
  readonly authorizer: Authorizer;
  readonly identityControl: IdentityControl | undefined;
  readonly access: LambdaAccess;
  readonly layers: LayerAccess;
  readonly urlAccess: UrlAccess;
  readonly credentials: CredentialSource;
}

function createAccess(dependencies: GatewayDependencies): GatewayAccess {
  const {
    identities,
    clock,
    region,
    account,
    credentials: own,
    resourcePolicies = new FunctionPolicies(dependencies.directory.attachments),
    requireRoles = false,
  } = dependencies;
  const directory = identities?.directory;
  const authorizer = new Authorizer({ directory, resourcePolicies, region, clock });
  return {
    authorizer,
    identityControl: identities === undefined ? undefined : new IdentityControl({ ...identities, authorizer, clock, account }),
    access: new LambdaAccess({ authorizer, directory, requireRoles }),
    layers: new LayerAccess({ authorizer, functions: dependencies.functions, packages: dependencies.packages }),
    urlAccess: new UrlAccess({ authorizer, resourcePolicies }),
    credentials: directory === undefined ? own : new IdentityCredentials({ own, directory, clock }),
  };
}

/** Whether functions allow recursive loops, from what the directory knows. */
function mayLoopIn(directory: FunctionDirectory): (key: FunctionKey) => boolean {
  return ({ region, account, functionName }) =>
    directory.attachments.find(recursion, { region, account, functionName, qualifier: "" })?.recursiveLoop === "Allow";
}

function createCore(dependencies: GatewayDependencies): GatewayCore {
  const { functions, packages, directory, invoker, events, clock, tracing = noTracing } = dependencies;
  const resolver = new VersionResolver({ directory, functions, clock, random: dependencies.random ?? Math.random });
  const { authorizer, access, layers, urlAccess, credentials, identityControl } = createAccess(dependencies);
  const intake = new InvocationIntake({ access, resolver, invoker, events, clock, tracing, inFlightMax, mayLoop: mayLoopIn(directory) });
  return {
    intake,
    authorizer,
    access,
    credentials,
    identityControl,
    control: new FunctionControl({
      access,
      layers,
      functions,
      packages,
      tracing,
      codeDirectories: dependencies.codeDirectories,
      additionalRuntimes: dependencies.additionalRuntimes ?? [],
    }),
    packageUrls: new PackageUrls(dependencies.packageUrlKey ?? randomBytes(32), clock),
    metrics: createGatewayMetrics(dependencies.metrics, () => intake.inFlight),
    verifier: new SignatureVerifier(credentials, clock),
    budget: new BodyBudget(bodyBytesMax),
    urlAccess,
  };
}

function openUrls(dependencies: GatewayDependencies, core: GatewayCore): Promise<OpenFunctionUrls> {
  const { region, clock, logger, directory, urls: listen, functionUrlBase: publicBase, functionUrlProxies: proxies = 0 } = dependencies;
  const { intake, metrics, verifier, budget, urlAccess: access } = core;
  return openFunctionUrls({
    ...{ region, clock, logger, directory, listen, publicBase, proxies, intake, verifier, budget, access, drainMs },
    onAnswer: (operation, status) => metrics.answered("url", operation, status),
    ...stallBound(dependencies),
  });
}

function openLogs({ logStore: store, region, clock, logger }: GatewayDependencies, { authorizer, budget, metrics }: GatewayCore): LogsHttpApi | undefined {
  if (store === undefined) return undefined;
  const onAnswer = (operation: string, status: number): void => metrics.answered("http", operation, status);
  return new LogsHttpApi({ store, region, clock, logger, authorizer, budget, onAnswer });
}

function openHttp(
  dependencies: GatewayDependencies,
  core: GatewayCore,
  { urls, logs }: { readonly urls: OpenFunctionUrls; readonly logs: LogsHttpApi | undefined },
): Promise<HttpServer> {
  const { region, logger, health, packages } = dependencies;
  const { verifier, budget, intake, control, identityControl, packageUrls, metrics } = core;
  const api = new LambdaHttpApi({
    region,
    intake,
    control,
    packageUrls,
    logger,
    verifier,
    budget,
    query:
      identityControl === undefined
        ? undefined
        : { control: identityControl, region, budget, onAnswer: (service, status) => metrics.answered("http", service, status) },
    functionUrl: urls.addressOf,
    logs,
    onAnswer: (operation, status) => metrics.answered("http", operation, status),
  });
  return startHttpServer(dependencies.http, {
    handle: (request, response) => api.handle(request, response),
    addRoutes: (instance) => {
      addOwnRoutes(instance, { health, packages, packageUrls });
      if (identityControl !== undefined)
        addIdentityRoutes(instance, { control: identityControl, credentials: core.credentials, region, account: dependencies.account });
    },
    drainMs,
    ...stallBound(dependencies),
  });
}

function stallBound({ stalledMs }: GatewayDependencies): { readonly stalledMs?: number } {
  return stalledMs === undefined ? {} : { stalledMs };
}

interface GrpcDoor {
  readonly dependencies: GatewayDependencies;
  readonly core: GatewayCore;
  readonly urls: OpenFunctionUrls;
  readonly httpUrl: string;
  readonly listen: ListenOptions;
  /** Takes the server over, to close it. */
  readonly doors: Doors;
}

async function openGrpc(door: GrpcDoor): Promise<string> {
  const { dependencies, core, httpUrl, listen } = door;
  const { credentials, intake, control, packageUrls, metrics } = core;
  const callerOf = bearerCallers(credentials);
  const server = door.doors.use(
    createGrpcServer({
      services: [
        registration(
          invocationService,
          createInvocationHandlers({ intake, callerOf, onAnswer: (operation, status) => metrics.answered("grpc", operation, status) }),
        ),
        registration(functionsService, createFunctionsHandlers({ control, callerOf, packageUrls, httpUrl, functionUrl: door.urls.addressOf })),
      ],
      authenticate: bearerAuthentication(credentials, dependencies.region),
      reflection: true,
      drainTimeoutMs: drainMs,
      ...stallBound(dependencies),
      onCallFailure: (error, method) => dependencies.logger.error("call failed", { method, error: error instanceof Error ? error : String(error) }),
    }),
  );
  const port = await server.start(listen);
  return `${listen.host}:${port}`;
}
