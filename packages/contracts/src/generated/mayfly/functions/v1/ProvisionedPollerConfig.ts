// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface ProvisionedPollerConfig {
  'minimum_pollers'?: (number);
  'maximum_pollers'?: (number);
  'poller_group_name'?: (string);
  '_minimum_pollers'?: "minimum_pollers";
  '_maximum_pollers'?: "maximum_pollers";
  '_poller_group_name'?: "poller_group_name";
}

export interface ProvisionedPollerConfig__Output {
  'minimum_pollers'?: (number);
  'maximum_pollers'?: (number);
  'poller_group_name'?: (string);
  '_minimum_pollers'?: "minimum_pollers";
  '_maximum_pollers'?: "maximum_pollers";
  '_poller_group_name'?: "poller_group_name";
}
