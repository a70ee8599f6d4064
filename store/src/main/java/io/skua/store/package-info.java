/**
 * Messages on disk: one log, one queue of places per topic and queue number, group commit, recovery
 * and retention, in Apache RocketMQ's file formats.
 */
@NullMarked
package io.skua.store;

import org.jspecify.annotations.NullMarked;
