"use server";

import { z } from "zod";
import { action } from "@/lib/action";
import { getCustomer } from "./get-customer";
import { getTimeline } from "./get-timeline";
import { listMine } from "./list-mine";
import { MineListParams, TimelineParams } from "./list-schema";
import { readLoss } from "./read-loss";
import { CustomerInput } from "./schema";

const TimelinePage = TimelineParams.extend({ customerId: z.uuid() });

export const timelineAction = action(TimelinePage, (ctx, input) => getTimeline(ctx, input));

export const mineAction = action(MineListParams, (ctx, input) => listMine(ctx, input));

export const lossAction = action(CustomerInput, (ctx, input) => readLoss(ctx, input));

export const customerAction = action(CustomerInput, (ctx, input) => getCustomer(ctx, input));
