package io.skua.client.internal.transaction;

import io.skua.net.Address;
import io.skua.wire.header.CheckTransaction;
import io.skua.wire.message.MessageRecord;

/**
 * A broker's question how a transaction ended.
 *
 * @param broker where the question came from, and where the answer goes (protocol a 8, 41)
 * @param group the producer group that is asked, with its namespace
 * @param header what the answer has to repeat
 * @param message the half message, with its real topic and queue
 */
public record TransactionCheck(
    Address broker, String group, CheckTransaction header, MessageRecord message) {}
