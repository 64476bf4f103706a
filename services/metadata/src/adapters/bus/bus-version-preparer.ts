import type { Bus } from "@mayfly/bus/bus";
import { methodCodec } from "@mayfly/contracts/codec";
import type { FunctionSpec } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { schedulerService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import type { PreparationOutcome, VersionPreparer } from "../../ports/version-preparer.ts";

const codec = methodCodec(schedulerService, "PrepareVersion");

/** Asks the scheduler of the function's region over the bus. */
export class BusVersionPreparer implements VersionPreparer {
  readonly #bus: Bus;
  readonly #timeoutMs: number;

  /** `timeoutMs` bounds one request: a scheduler that died meanwhile is asked again after it. */
  constructor(bus: Bus, options: { readonly timeoutMs: number }) {
    this.#bus = bus;
    this.#timeoutMs = options.timeoutMs;
  }

  async prepare(spec: FunctionSpec): Promise<PreparationOutcome> {
    const subject = internalSubjects.prepareVersion(spec.identity?.region ?? "");
    const answer = await this.#bus.request(subject, codec.request.encode({ spec }), { timeoutMs: this.#timeoutMs });
    const { failure_code: code, failure_reason: reason } = codec.response.decode(answer);
    return code === "" ? { kind: "ready" } : { kind: "failed", code, reason };
  }
}
