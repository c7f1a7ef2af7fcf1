"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { createEndpoint } from "./create-endpoint";
import { deleteEndpoint } from "./delete-endpoint";
import { editEndpoint } from "./edit-endpoint";
import { getDelivery, listDeliveries } from "./queries";
import { replayDeliveries } from "./replay-deliveries";
import { rotateSecret } from "./rotate-secret";
import {
  CreateEndpointInput,
  DeliveryInput,
  EditEndpointInput,
  EndpointInput,
  ListDeliveriesInput,
  ReplayInput,
  RotateSecretInput,
  SwitchEndpointInput,
} from "./schema";
import { sendTestEvent } from "./send-test-event";
import { switchEndpoint } from "./switch-endpoint";

const changed = <T>(result: T): T => {
  revalidatePath("/settings/webhooks", "layout");
  return result;
};

export const createEndpointAction = action(CreateEndpointInput, async (ctx, input) =>
  changed(await createEndpoint(ctx, input)),
);

export const editEndpointAction = action(EditEndpointInput, async (ctx, input) =>
  changed(await editEndpoint(ctx, input)),
);

export const switchEndpointAction = action(SwitchEndpointInput, async (ctx, input) =>
  changed(await switchEndpoint(ctx, input)),
);

export const rotateSecretAction = action(RotateSecretInput, async (ctx, input) =>
  changed(await rotateSecret(ctx, input)),
);

export const deleteEndpointAction = action(EndpointInput, async (ctx, input) =>
  changed(await deleteEndpoint(ctx, input)),
);

export const replayDeliveriesAction = action(ReplayInput, async (ctx, input) =>
  changed(await replayDeliveries(ctx, input)),
);

export const sendTestEventAction = action(EndpointInput, async (ctx, input) =>
  changed(await sendTestEvent(ctx, input)),
);

export const listDeliveriesAction = action(ListDeliveriesInput, (ctx, input) => listDeliveries(ctx, input));

export const getDeliveryAction = action(DeliveryInput, (ctx, input) => getDelivery(ctx, input));
