package interop.harness;

/**
 * What the client returned for a message.
 *
 * @param status name of the send status
 * @param brokerName broker of the queue
 * @param queueId queue
 * @param queueOffset place in the queue
 * @param msgId id made by the client (UNIQ_KEY, protocol 4.5)
 * @param offsetMsgId id made by the broker: store host and commit log offset
 */
public record Receipt(
    String status,
    String brokerName,
    int queueId,
    long queueOffset,
    String msgId,
    String offsetMsgId) {}
