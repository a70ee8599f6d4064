/**
 * A producer behind the public one: its states, its place in a client instance, and the questions
 * about queues that it can ask.
 */
@NullMarked
package io.skua.client.internal.producer;

import org.jspecify.annotations.NullMarked;
