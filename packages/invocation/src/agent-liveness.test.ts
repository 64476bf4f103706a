import { expect, test } from "vitest";
import { silentAgents, type AgentLink } from "./agent-liveness.ts";

function linkHeardAt(lastHeardMs: number, open = 1): AgentLink {
  return { agentId: "agent-1", invokeSubject: "invoke", open, lastHeardMs };
}

test("an agent with open invocations is lost after two and a half seconds of silence", () => {
  const link = linkHeardAt(0);

  expect(silentAgents([link], 2_499, 0)).toEqual([]);
  expect(silentAgents([link], 2_500, 0)).toEqual([link]);
  expect(silentAgents([linkHeardAt(0, 0)], 60_000, 0)).toEqual([]);
});

test("time by which looks come late does not count, however it is spread", () => {
  const link = linkHeardAt(0);

  expect(silentAgents([link], 10_000, 9_000)).toEqual([]);
  expect(silentAgents([link], 10_900, 900)).toEqual([]);
  expect(silentAgents([link], 11_800, 900)).toEqual([]);
  expect(silentAgents([link], 12_300, 0)).toEqual([]);
  expect(silentAgents([link], 13_300, 0)).toEqual([link]);
});
