// node publish.mjs NATS_URL SUBJECT EVENT: publishes one event and prints where it was stored, or fails.
import { connect } from "@nats-io/transport-node";

const [natsUrl, subject, event] = process.argv.slice(2);
const { host, username, password } = new URL(natsUrl);
const connection = await connect({ servers: host, user: username, pass: decodeURIComponent(password) });
try {
  // A request, not a plain publish: its answer says that the event is on disk and will run.
  const stored = await connection.request(subject, event, { timeout: 5000 });
  console.log(stored.string());
} finally {
  await connection.close();
}
