import { Option } from "commander";

/** `--print-config`: what the process would run with, secrets left out, instead of running it. */
export function printConfigOption(): Option {
  return new Option("--print-config", "print the settings in force as MAYFLY_NAME=value, without secrets, and do nothing else");
}
