package io.skua.client.producer;

import io.skua.client.Validators;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.PartlySentException;
import io.skua.common.message.Message;
import io.skua.common.message.MessageBatches;
import io.skua.remoting.exception.RemotingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sends any number of messages as as many batches as they need. Thread-safe. */
final class BulkSender {
  private final DefaultMQProducer producer;

  BulkSender(DefaultMQProducer producer) {
    this.producer = producer;
  }

  List<SendResult> sendAll(Collection<Message> messages)
      throws MQClientException, RemotingException, MQBrokerException, InterruptedException {
    int maxBytes = producer.getMaxMessageSize();
    String namespace = producer.getNamespace();
    for (Message message : messages) {
      Validators.checkMessage(message, maxBytes);
      if (namespace != null && !namespace.isEmpty()) {
        message.setInstanceId(namespace); // Counts for the size of a batch.
      }
    }
    List<List<Message>> parts = MessageBatches.split(messages, maxBytes);
    List<SendResult> results = new ArrayList<>(parts.size());
    try {
      for (List<Message> part : parts) {
        results.add(part.size() == 1 ? producer.send(part.get(0)) : producer.send(part));
      }
      return results;
    } catch (MQClientException | RemotingException | MQBrokerException | InterruptedException e) {
      if (results.isEmpty()) {
        throw e;
      }
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new PartlySentException(results, rest(parts, results.size()), e);
    }
  }

  private static List<Message> rest(List<List<Message>> parts, int sent) {
    List<Message> rest = new ArrayList<>();
    parts.subList(sent, parts.size()).forEach(rest::addAll);
    return rest;
  }
}
