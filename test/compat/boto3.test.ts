import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { useSystem } from "../e2e/support/shape.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { findPython, pythonClient, pythonPackages } from "./support/python-client.ts";

const journey = fileURLToPath(new URL("boto3/journey.py", import.meta.url));
const requirements = fileURLToPath(new URL("../e2e/boto3/requirements.txt", import.meta.url));
const system = useSystem(() => startStandaloneSystem());

test("boto3 goes from the creation of a function to its end, with its waiters, paginators and exceptions", async () => {
  const packages = await pythonPackages("boto3", requirements);
  const python = pythonClient(system(), [findPython(), "-W", "error::ResourceWarning"], { packages, folder: join(journey, "..") });
  expect(await python.run(journey)).toContain("all of it done");
}, 300_000);
