// Original file: proto/mayfly/agent/v1/agent.proto

import type { EnvironmentReport as _mayfly_agent_v1_EnvironmentReport, EnvironmentReport__Output as _mayfly_agent_v1_EnvironmentReport__Output } from '../../../mayfly/agent/v1/EnvironmentReport.ts';
import type { Long } from '@grpc/proto-loader';

export interface AgentReport {
  'agent_id'?: (string);
  'memory_mib'?: (number);
  'architecture'?: (string);
  'accepting'?: (boolean);
  'environments'?: (_mayfly_agent_v1_EnvironmentReport)[];
  'report_number'?: (number | string | Long);
  'leaving'?: (boolean);
}

export interface AgentReport__Output {
  'agent_id': (string);
  'memory_mib': (number);
  'architecture': (string);
  'accepting': (boolean);
  'environments': (_mayfly_agent_v1_EnvironmentReport__Output)[];
  'report_number': (number);
  'leaving': (boolean);
}
