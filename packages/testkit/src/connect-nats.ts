import { connect, type NatsConnection } from "@nats-io/transport-node";

/** A client connection to the server of a URL that holds user and password. It is closed when it is disposed. */
export async function connectNats(url: string): Promise<NatsConnection & AsyncDisposable> {
  const { host, username, password } = new URL(url);
  const connection = await connect({ servers: host, user: username, pass: decodeURIComponent(password), reconnect: false });
  return Object.assign(connection, { [Symbol.asyncDispose]: () => connection.close() });
}
