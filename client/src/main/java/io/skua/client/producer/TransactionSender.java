package io.skua.client.producer;

import io.skua.client.Validators;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.impl.producer.DefaultMQProducerImpl;
import io.skua.client.internal.instance.ClientInstance;
import io.skua.client.internal.producer.ProducerMember;
import io.skua.client.internal.read.MessageDecoder;
import io.skua.client.internal.transaction.CheckThreads;
import io.skua.client.internal.transaction.TransactionCheck;
import io.skua.common.message.Message;
import io.skua.common.message.MessageAccessor;
import io.skua.common.message.MessageConst;
import io.skua.common.message.MessageExt;
import io.skua.net.Address;
import io.skua.net.NetException;
import io.skua.remoting.exception.RemotingException;
import io.skua.wire.MalformedException;
import io.skua.wire.code.RequestCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.CheckTransaction;
import io.skua.wire.header.EndTransaction;
import io.skua.wire.message.OffsetMessageId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a message in a transaction (protocol 6.16): the half message, the local transaction,
 * its end; and the answer when a broker asks for the end. That the end does not reach the broker is
 * worth a warning only, because then the broker asks. Thread-safe.
 */
final class TransactionSender {
  private static final Logger log = LoggerFactory.getLogger(TransactionSender.class);

  private final TransactionMQProducer producer;
  private final ProducerMember member;
  private final CheckThreads threads;

  TransactionSender(TransactionMQProducer producer, ProducerMember member, CheckThreads threads) {
    this.producer = producer;
    this.member = member;
    this.threads = threads;
  }

  /** How the user's code ended. */
  private record Local(LocalTransactionState state, @Nullable Throwable failure) {
    static final Local NOT_RUN = new Local(LocalTransactionState.ROLLBACK_MESSAGE, null);

    static Local returned(@Nullable LocalTransactionState state) {
      return new Local(state == null ? LocalTransactionState.UNKNOW : state, null);
    }

    static Local threw(Throwable failure) {
      return new Local(LocalTransactionState.UNKNOW, failure);
    }

    int outcome() {
      return switch (state) {
        case COMMIT_MESSAGE -> EndTransaction.COMMIT;
        case ROLLBACK_MESSAGE -> EndTransaction.ROLLBACK;
        case UNKNOW -> EndTransaction.UNKNOWN;
      };
    }
  }

  // --- sending

  TransactionSendResult send(Message message, TransactionListener listener, @Nullable Object arg)
      throws MQClientException {
    ClientInstance running = member.running();
    Validators.checkMessage(message, producer.getMaxMessageSize());
    // A half message is not for any time; its delivery is when the transaction ends.
    MessageAccessor.clearProperty(message, MessageConst.PROPERTY_DELAY_TIME_LEVEL);
    MessageAccessor.putProperty(message, MessageConst.PROPERTY_TRANSACTION_PREPARED, "true");
    MessageAccessor.putProperty(
        message, MessageConst.PROPERTY_PRODUCER_GROUP, producer.getProducerGroup());
    SendResult sent = sendHalf(message);
    // Stored, but perhaps not safely: then nothing is to depend on it.
    Local local =
        sent.getSendStatus() == SendStatus.SEND_OK
            ? execute(message, sent, listener, arg)
            : Local.NOT_RUN;
    end(running, message, sent, local);
    return new TransactionSendResult(sent, local.state(), local.failure());
  }

  private SendResult sendHalf(Message message) throws MQClientException {
    try {
      return producer.send(message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MQClientException("send message Exception: interrupted", e);
    } catch (MQClientException | MQBrokerException | RemotingException e) {
      throw new MQClientException("send message Exception: " + e.getMessage(), e);
    }
  }

  // Whatever the user's code throws is the user's answer: nobody knows how it ended.
  private static Local execute(
      Message message, SendResult sent, TransactionListener listener, @Nullable Object arg) {
    String transactionId = sent.getTransactionId();
    if (transactionId != null) {
      message.putUserProperty(MessageConst.PROPERTY_TRANSACTION_ID, transactionId);
    }
    message.setTransactionId(
        message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX));
    try {
      return Local.returned(listener.executeLocalTransaction(message, arg));
    } catch (Throwable e) {
      log.error(
          "executeLocalTransaction failed, topic {}, transaction {}: the broker will ask how it"
              + " ended",
          message.getTopic(),
          message.getTransactionId(),
          e);
      return Local.threw(e);
    }
  }

  /** Ends a transaction whose local part somebody else has done. */
  void end(
      Message message,
      SendResult half,
      LocalTransactionState state,
      @Nullable Throwable localFailure) {
    try {
      end(member.running(), message, half, new Local(state, localFailure));
    } catch (MQClientException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private void end(ClientInstance running, Message message, SendResult sent, Local local) {
    String broker = sent.getMessageQueue().getBrokerName();
    Address master = running.routes().table().master(broker);
    String id = sent.getOffsetMsgId();
    try {
      if (master == null || id == null) {
        log.warn("{} cannot be told how {} ended; it will ask", broker, sent);
        return;
      }
      EndTransaction end =
          new EndTransaction(
              producer.withNamespace(String.valueOf(message.getTopic())),
              producer.getProducerGroup(),
              sent.getQueueOffset(),
              OffsetMessageId.parse(id).logOffset(),
              local.outcome(),
              false,
              sent.getMsgId(),
              sent.getTransactionId(),
              broker);
      tell(running, master, end, message, local, "executeLocalTransactionBranch exception: ");
    } catch (MalformedException e) {
      log.warn("{} cannot be told how {} ended; it will ask", broker, sent, e);
    }
  }

  // --- being asked

  /** Takes a broker's question to a check thread. */
  void asked(TransactionCheck check) {
    threads.execute(check, () -> answer(check));
  }

  private void answer(TransactionCheck check) {
    MessageExt message;
    try {
      message = MessageDecoder.decode(check.message());
    } catch (MalformedException e) {
      log.warn("{} asks about a message that cannot be read", check.broker(), e);
      return;
    }
    message.setTopic(producer.withoutNamespace(String.valueOf(message.getTopic())));
    String brokerName = check.header().brokerName();
    if (brokerName != null) {
      message.setBrokerName(brokerName);
    }
    Local local = look(check, message);
    if (local != null) {
      answer(check, message, local);
    }
  }

  // As in execute().
  @SuppressWarnings("deprecation") // part of the known API
  private @Nullable Local look(TransactionCheck check, MessageExt message) {
    TransactionCheckListener older = producer.getTransactionCheckListener();
    TransactionListener listener = producer.getTransactionListener();
    try {
      if (older != null) {
        return Local.returned(older.checkLocalTransactionState(message));
      }
      if (listener != null) {
        return Local.returned(listener.checkLocalTransaction(message));
      }
      log.warn("group {} is asked, and has no transaction listener", check.group());
      return null;
    } catch (Throwable e) {
      log.error(
          "checkLocalTransaction failed, topic {}, transaction {}: the broker will ask again",
          message.getTopic(),
          message.getTransactionId(),
          e);
      return Local.threw(e);
    }
  }

  private void answer(TransactionCheck check, MessageExt message, Local local) {
    CheckTransaction asked = check.header();
    EndTransaction end =
        new EndTransaction(
            asked.topic(),
            check.group(),
            asked.halfOffset(),
            asked.logOffset(),
            local.outcome(),
            true,
            message.getMsgId(),
            asked.transactionId(),
            asked.brokerName());
    try {
      tell(
          member.running(),
          check.broker(),
          end,
          message,
          local,
          "checkLocalTransactionState Exception: ");
    } catch (MQClientException e) {
      log.warn("{} is not told how a transaction ended: {}", check.broker(), e.getMessage());
    }
  }

  // --- the one way out

  private void tell(
      ClientInstance running,
      Address broker,
      EndTransaction end,
      Message message,
      Local local,
      String failed) {
    if (local.state() != LocalTransactionState.COMMIT_MESSAGE) {
      log.info(
          "transaction {}, topic {}: {}", end.transactionId(), message.getTopic(), local.state());
    }
    DefaultMQProducerImpl hooks = producer.impl();
    if (hooks != null) {
      hooks.doExecuteEndTransactionHook(
          message, end.messageId(), broker.toString(), local.state(), end.fromCheck());
    }
    Throwable failure = local.failure();
    Frame request = Frame.request(RequestCode.END_TRANSACTION, EndTransaction.WIRE, end);
    try {
      running
          .links()
          .oneWay(broker, failure == null ? request : request.withRemark(failed + failure));
    } catch (NetException e) {
      log.warn(
          "broker {} cannot be told that transaction {} ended with {}; it will ask",
          broker,
          end.transactionId(),
          local.state(),
          e);
    }
  }

  /** Takes no more questions. */
  void close() {
    threads.close();
  }
}
