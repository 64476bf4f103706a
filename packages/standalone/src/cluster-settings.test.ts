import { clusterVariables } from "@mayfly/config/cluster-settings";
import { describeConfig } from "@mayfly/config/print-config";
import { gatewayConfig } from "@mayfly/gateway/gateway-config";
import { metadataConfig } from "@mayfly/metadata/metadata-config";
import { packageStoreConfig } from "@mayfly/package-store/package-store-config";
import { schedulerConfig } from "@mayfly/scheduler/scheduler-config";
import { workerConfig } from "@mayfly/worker/worker-config";
import { expect, test } from "vitest";

// Here because services do not import each other.
test("the settings that services may share an environment with are exactly those that some service has", () => {
  const described = [gatewayConfig, metadataConfig, packageStoreConfig, schedulerConfig, workerConfig].flatMap((schema) => describeConfig(schema));
  const variables = described.flatMap(({ variable, isSecret }) => (isSecret ? [variable, `${variable}_FILE`] : [variable]));

  expect(clusterVariables).toEqual([...new Set(variables)].toSorted());
});
