// Original file: proto/mayfly/agent/v1/agent.proto


export interface AgentReportReply {
}

export interface AgentReportReply__Output {
}
