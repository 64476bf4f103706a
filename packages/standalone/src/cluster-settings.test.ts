import { clusterVariables } from "@mayfly/config/cluster-settings";
import { describeConfig } from "@mayfly/config/print-config";
import { gatewaySchema } from "@mayfly/gateway/configuration";
import { metadataConfig } from "@mayfly/metadata/metadata-config";
import { packageStoreSchema } from "@mayfly/package-store/configuration";
import { schedulerConfig } from "@mayfly/scheduler/scheduler-config";
import { workerConfig } from "@mayfly/worker/worker-config";
import { expect, test } from "vitest";

// Here because services do not import each other.
test("the settings that services may share an environment with are exactly those that some service has", () => {
  const described = [gatewaySchema, metadataConfig, packageStoreSchema, schedulerConfig, workerConfig].flatMap((schema) => describeConfig(schema));
  const variables = described.flatMap(({ variable, isSecret }) => (isSecret ? [variable, `${variable}_FILE`] : [variable]));

  expect(clusterVariables).toEqual([...new Set(variables)].toSorted());
});
