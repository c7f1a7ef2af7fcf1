"use server";

import { action } from "@/lib/action";
import { SimulateClockInput, SimulatePolicyInput } from "./schema";
import { simulateClock } from "./simulate-clock";
import { simulatePolicy } from "./simulate-policy";

export const simulatePolicyAction = action(SimulatePolicyInput, (ctx, input) => simulatePolicy(ctx, input));

export const simulateClockAction = action(SimulateClockInput, (ctx, input) => simulateClock(ctx, input));
