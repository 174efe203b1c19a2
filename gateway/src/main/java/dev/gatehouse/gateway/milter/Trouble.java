package dev.gatehouse.gateway.milter;

import dev.gatehouse.gateway.policy.Concern;

/**
 * Why a message was not kept to be scanned.
 *
 * @param concern what the policy makes of it
 * @param detail what happened, for the log
 */
record Trouble(Concern concern, String detail) {}
