import { identityKey } from "@mayfly/domain/function-identity";
import { identityOf } from "@mayfly/invocation/stub-directory.test-support";
import { seededRandom } from "@mayfly/testkit/seeded-random";
import { expect, test } from "vitest";
import type { Effect } from "./effects.ts";
import { SimulatedClaims } from "./simulated-claims.test-support.ts";
import { World } from "./scheduler-world.test-support.ts";

test.for([1, 2, 3, 4, 5, 6, 7, 8])(
  "simulation, seed %i: one lease an environment, no concurrency limit exceeded however limits change, every request answered",
  (seed) => {
    const random = seededRandom(seed * 7_919);
    const limits = { accountConcurrencyMax: 12, revocationMs: 100, placementsPerAgentMax: 2 };
    const world = new World(limits, seed);
    const functions = ["a", "b", "c"].map((name, index) => world.add(name, 1, 128 * (index + 1)));
    const pending = new Map<string, Extract<Effect, { kind: "place" }>>();
    const held = new Map<string, { environmentId: string; holderId: string }>();
    const answered = new Set<string>();
    const asked: string[] = [];
    let number = 0;

    const claims = new SimulatedClaims(world, functions, { accountMax: limits.accountConcurrencyMax, random });

    const settle = (): void => {
      for (const effect of world.core.takeEffects()) {
        if (effect.kind === "place") pending.set(effect.lease.leaseId, effect);
        if (effect.kind === "refuse" || effect.kind === "grant") {
          expect(answered.has(effect.request.requestId)).toBe(false);
          answered.add(effect.request.requestId);
        }
        if (effect.kind === "grant") {
          expect([...held.values()].some(({ environmentId }) => environmentId === effect.environment.environmentId)).toBe(false);
          held.set(effect.lease.leaseId, { environmentId: effect.environment.environmentId, holderId: effect.lease.holderId });
        }
        if (effect.kind === "revoke") for (const leaseId of effect.leaseIds) if (effect.gone || random() < 0.5) giveBack(leaseId, effect.gone);
      }
      expect(world.core.cluster.concurrencyOf("000000000000")).toBeLessThanOrEqual(limits.accountConcurrencyMax);
      expect(held.size).toBeLessThanOrEqual(limits.accountConcurrencyMax);
      expect(claims.exceeded()).toEqual([]);
    };
    const giveBack = (leaseId: string, gone: boolean): void => {
      const lease = held.get(leaseId);
      held.delete(leaseId);
      if (lease !== undefined && !gone) world.core.release(lease.holderId, { leaseId, requestId: "" }, world.nowMs);
    };
    const report = (agentId: string): void => {
      const environments = [...(world.core.cluster.agents.get(agentId)?.environments.values() ?? [])].filter(
        (environment) => environment.state.kind !== "placing" && environment.state.kind !== "retiring",
      );
      world.agent(
        agentId,
        1_024,
        environments.map((environment) => {
          const [region = "", account = "", function_name = "", version = ""] = environment.key.split("/");
          return {
            environment_id: environment.environmentId,
            identity: { region, account, function_name, version },
            generation: environment.generation,
            state: random() < 0.5 ? "idle" : "busy",
            lease_id: "",
            holder_id: "",
            epoch_term: 0,
            epoch_counter: 0,
            memory_mib: environment.memoryMib,
            provisioned: false,
          };
        }),
      );
    };
    const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];

    for (let step = 0; step < 2_000; step += 1) {
      world.nowMs += Math.floor(random() * 30);
      for (const holderId of ["gateway-1", "gateway-2"]) world.core.holderAlive(holderId, world.nowMs);
      claims.changeSometimes();
      const dice = random();
      if (dice < 0.35) {
        const requestId = `r${(number += 1)}`;
        asked.push(requestId);
        world.acquire(pick(functions) ?? identityOf("a"), requestId, { holderId: random() < 0.5 ? "gateway-1" : "gateway-2", deadlineAtMs: world.nowMs + 500 });
      } else if (dice < 0.6) {
        const place = pick([...pending.values()]);
        if (place !== undefined) {
          pending.delete(place.lease.leaseId);
          if (random() < 0.9) world.core.placed({ environmentId: place.environment.environmentId, leaseId: place.lease.leaseId }, world.nowMs);
          else
            world.core.placementFailed(
              { environmentId: place.environment.environmentId, leaseId: place.lease.leaseId, code: "DeadlineExceeded", message: "", certain: false },
              world.nowMs,
            );
        }
      } else if (dice < 0.85) {
        const leaseId = pick([...held.keys()]);
        if (leaseId !== undefined) giveBack(leaseId, false);
      } else if (dice < 0.86) {
        const index = Math.floor(random() * 3);
        const identity = functions[index] ?? identityOf("a");
        world.specs.set(identityKey(identity), { generation: (world.specs.get(identityKey(identity))?.generation ?? 0) + 1, memoryMib: 128 * (index + 1) });
        world.core.functionChanged(identity, world.nowMs);
      } else if (dice < 0.865) {
        world.core.agentLost("agent-2", world.nowMs);
      }
      if (step % 10 === 0) for (const agentId of ["agent-1", "agent-2", "agent-3"]) report(agentId);
      world.core.tick(world.nowMs);
      settle();
    }
    for (let i = 0; i < 5; i += 1) {
      world.nowMs += 200;
      for (const agentId of ["agent-1", "agent-2", "agent-3"]) report(agentId);
      world.core.tick(world.nowMs);
      settle();
    }

    expect(asked.filter((requestId) => !answered.has(requestId))).toEqual([]);
    expect(world.core.waiting.count).toBe(0);
  },
);
