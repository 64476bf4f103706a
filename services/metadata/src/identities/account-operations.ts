import { PlatformError } from "@mayfly/errors/platform-error";
import { z } from "zod";
import { createKey } from "./access-key-operations.ts";
import { iamTime } from "./iam-inputs.ts";
import { iamOperation, type IamOperation } from "./iam-operation.ts";

/** The name under which an account's own record is kept in it. */
export const accountRecordName = "self";

/** Mayfly's own operations on whole accounts. They run in the account that they are about. */
export const accountOperations: Readonly<Record<string, IamOperation>> = {
  /** Creates the account that it runs in, with an access key of the account itself. */
  CreateAccount: iamOperation(
    z.object({ Name: z.string().min(1, "Member must not be empty").max(128, "Member must have length less than or equal to 128") }),
    async (identities, input, { now, box }) => {
      if ((await identities.find("account", accountRecordName)) !== undefined)
        throw new PlatformError("EntityAlreadyExists", `The account ${identities.account} exists already.`);
      identities.put("account", accountRecordName, { id: identities.account, name: input.Name, createdAt: now });
      const accessKey = createKey(identities, undefined, { now, box });
      return { Account: { Id: identities.account, Name: input.Name, CreateDate: iamTime(now) }, AccessKey: accessKey };
    },
  ),
};
