// Original file: proto/mayfly/functions/v1/event_source_mappings.proto


export interface DocumentDbEventSourceConfig {
  'database_name'?: (string);
  'collection_name'?: (string);
  'full_document'?: (string);
  '_database_name'?: "database_name";
  '_collection_name'?: "collection_name";
  '_full_document'?: "full_document";
}

export interface DocumentDbEventSourceConfig__Output {
  'database_name'?: (string);
  'collection_name'?: (string);
  'full_document'?: (string);
  '_database_name'?: "database_name";
  '_collection_name'?: "collection_name";
  '_full_document'?: "full_document";
}
