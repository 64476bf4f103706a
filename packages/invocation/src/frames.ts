import { methodCodec } from "@mayfly/contracts/codec";
import { agentService } from "@mayfly/contracts/services";

const invoke = methodCodec(agentService, "Invoke");

/** Frames from whoever invokes to the agent. `decode` throws on other bytes. */
export const invokerFrameCodec = invoke.request;

/** Frames from the agent to whoever invokes. `decode` throws on other bytes. */
export const agentFrameCodec = invoke.response;
