// Original file: proto/mayfly/functions/v1/function_policies.proto


export interface FunctionScalingConfig {
  'min_execution_environments'?: (number);
  'max_execution_environments'?: (number);
  '_min_execution_environments'?: "min_execution_environments";
  '_max_execution_environments'?: "max_execution_environments";
}

export interface FunctionScalingConfig__Output {
  'min_execution_environments'?: (number);
  'max_execution_environments'?: (number);
  '_min_execution_environments'?: "min_execution_environments";
  '_max_execution_environments'?: "max_execution_environments";
}
