package io.skua.server.assignment;

import io.skua.server.broker.Clients;
import io.skua.server.broker.Names;
import io.skua.wire.body.MessageModel;
import io.skua.wire.body.MessageRequestMode;
import io.skua.wire.body.QueryAssignment;
import io.skua.wire.body.QueueAssignments;
import io.skua.wire.body.QueueName;
import io.skua.wire.body.QueueRoute;
import io.skua.wire.body.SetMessageRequestMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which queues a client is to consume, and how. The loop of the server owns it. */
public final class Assignments {
  private static final int READ = 4;

  /** The most queues of a broker that are shared out; more is nobody's intention. */
  private static final int MOST_QUEUES = 1 << 16;

  private final Clients clients;
  private final RequestModes modes;

  /** Makes it. */
  public Assignments(Clients clients, RequestModes modes) {
    this.clients = clients;
    this.modes = modes;
  }

  /**
   * Returns the assignment of a client.
   *
   * @param route where the topic is; null when that is not known
   */
  public QueueAssignments of(QueryAssignment asked, @Nullable List<QueueRoute> route) {
    SetMessageRequestMode set = modes.find(asked.topic(), asked.consumerGroup());
    boolean pop =
        set != null
            && set.mode() == MessageRequestMode.POP
            && !asked.topic().startsWith(Names.RETRY);
    List<QueueName> own = own(asked, pop && set != null ? set : null, route);
    if (own == null) {
      return new QueueAssignments(null);
    }
    MessageRequestMode mode = pop ? MessageRequestMode.POP : MessageRequestMode.PULL;
    return new QueueAssignments(
        own.stream().map(queue -> new QueueAssignments.Assignment(queue, mode)).toList());
  }

  private @Nullable List<QueueName> own(
      QueryAssignment asked,
      @Nullable SetMessageRequestMode popped,
      @Nullable List<QueueRoute> route) {
    if (route == null) {
      return null;
    }
    List<QueueName> queues = queues(asked.topic(), route);
    if (asked.messageModel() == MessageModel.BROADCASTING) {
      return queues;
    }
    List<String> members = new ArrayList<>(clients.consumerIds(asked.consumerGroup()));
    if (queues.isEmpty() || members.isEmpty() || asked.clientId().isBlank()) {
      return null;
    }
    Collections.sort(members);
    return popped == null
        ? Allocation.pulled(asked.strategyName(), queues, members, asked.clientId())
        : Allocation.popped(
            asked.strategyName(), queues, members, asked.clientId(), popped.popShareQueueNum());
  }

  private static List<QueueName> queues(String topic, List<QueueRoute> route) {
    List<QueueName> queues = new ArrayList<>();
    for (QueueRoute broker : route) {
      int readable = (broker.perm() & READ) == 0 ? 0 : broker.readQueueNums();
      for (int i = 0; i < Math.min(readable, MOST_QUEUES); i++) {
        queues.add(new QueueName(topic, broker.brokerName(), i));
      }
    }
    Collections.sort(queues);
    return queues;
  }
}
