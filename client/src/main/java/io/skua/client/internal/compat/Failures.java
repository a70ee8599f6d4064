package io.skua.client.internal.compat;

import io.skua.client.exception.AllBrokersBusyException;
import io.skua.client.exception.AllDisksFullException;
import io.skua.client.exception.BrokerBusyException;
import io.skua.client.exception.BrokerConnectException;
import io.skua.client.exception.BrokerRefusedException;
import io.skua.client.exception.BrokerResponseTimeoutException;
import io.skua.client.exception.BrokerTlsException;
import io.skua.client.exception.BrokerUnreachableException;
import io.skua.client.exception.DiskFullException;
import io.skua.client.exception.MQBrokerException;
import io.skua.client.exception.MQClientException;
import io.skua.client.exception.MessageRefusedException;
import io.skua.client.exception.NameServerNotSetException;
import io.skua.client.exception.NameServerRefusedException;
import io.skua.client.exception.NameServerSilentException;
import io.skua.client.exception.NameServerTlsException;
import io.skua.client.exception.NameServerUnreachableException;
import io.skua.client.exception.OverloadedException;
import io.skua.client.exception.ProducerClosedException;
import io.skua.client.exception.SendAttempt;
import io.skua.client.exception.SendFailedException;
import io.skua.client.exception.SendFailure;
import io.skua.client.exception.SendTimeoutException;
import io.skua.client.exception.TopicNotFoundException;
import io.skua.client.exception.TopicNotWritableException;
import io.skua.client.internal.access.AccessRefusal;
import io.skua.client.internal.names.NamesUnreachableException;
import io.skua.client.internal.route.RouteException;
import io.skua.client.internal.send.Outcome;
import io.skua.common.help.FAQUrl;
import io.skua.net.Address;
import io.skua.net.NetException;
import io.skua.net.tls.TlsException;
import io.skua.remoting.exception.RemotingConnectException;
import io.skua.remoting.exception.RemotingSendRequestException;
import io.skua.remoting.exception.RemotingTimeoutException;
import io.skua.remoting.exception.RemotingTooMuchRequestException;
import io.skua.wire.code.ResponseCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place where outcomes become the exceptions that users know. The texts that people search
 * for stay inside; around them stands what was tried, what came back, and what to do.
 */
public final class Failures {
  private static final int NO_CODE = -1;
  private static final int CONNECT_BROKER = 10001;
  private static final int ACCESS_BROKER_TIMEOUT = 10002;
  private static final int CLIENT_EXCEPTION = 10003; // also: the broker is not known

  private Failures() {}

  /**
   * Makes the exception of a failed send.
   *
   * @param retried whether the producer chose the queues and tried several: the known types differ
   */
  public static Exception of(Outcome.Failed failed, boolean retried) {
    return switch (failed.reason()) {
      case NO_ROUTE -> noRoute(failed.topic(), failed.route());
      case UNKNOWN_BROKER ->
          new MQClientException(
              CLIENT_EXCEPTION,
              "The broker["
                  + failed.broker()
                  + "] not exist in any route of the topic "
                  + failed.topic()
                  + "; the name server was asked again just now");
      case FORBIDDEN -> forbidden(failed, retried);
      case STOPPED ->
          new ProducerClosedException(
              "The producer service state not OK, it was shut down while the message was being"
                  + " sent; it may have been stored."
                  + lines(failed.attempts())
                  + FAQUrl.suggestTodo(FAQUrl.CLIENT_SERVICE_NOT_OK),
              failed.net(),
              failed.attempts());
      case TIMED_OUT -> timedOut(failed, retried);
      case REFUSED, REFUSED_BY_ALL -> refused(failed);
      case UNREACHABLE -> retried ? exhausted(failed) : unreachable(failed);
    };
  }

  private static Exception refused(Outcome.Failed failed) {
    MQBrokerException refusal = refusal(failed);
    AccessRefusal access = AccessRefusal.of(failed.refusalCode(), failed.refusalRemark());
    if (access != null) {
      return AccessFailures.of(
          access,
          "The broker " + failed.broker(),
          "Pub",
          failed.user(),
          refusal,
          failed.attempts(),
          lines(failed.attempts()));
    }
    if (failed.reason() == Outcome.Reason.REFUSED) {
      return refusal;
    }
    int code = failed.refusalCode();
    String text = exhaustedText(failed);
    if (refusal instanceof BrokerBusyException) {
      return new AllBrokersBusyException(code, text, refusal, failed.attempts());
    }
    return refusal instanceof DiskFullException
        ? new AllDisksFullException(code, text, refusal, failed.attempts())
        : new SendFailedException(code, text, refusal, failed.attempts());
  }

  /**
   * Makes the exception of a broker that refused something else than a message.
   *
   * @param action what was to be done, as permissions call it
   * @param user the user that the client signs for, or null
   */
  public static Exception refused(MQBrokerException refusal, String action, @Nullable String user) {
    AccessRefusal access = AccessRefusal.of(refusal.getResponseCode(), refusal.getErrorMessage());
    return access == null
        ? refusal
        : AccessFailures.of(
            access, "The broker " + refusal.getBrokerAddr(), action, user, refusal, List.of(), "");
  }

  /** Makes the exception of a request whose producer was shut down before a reply came. */
  public static MQClientException stoppedWaiting() {
    return new MQClientException(
        "The producer service state not OK, it was shut down while a request waited for its reply;"
            + " the request may have been handled."
            + FAQUrl.suggestTodo(FAQUrl.CLIENT_SERVICE_NOT_OK),
        null);
  }

  /** Makes the exception of a request that could not be sent. */
  public static MQClientException requestNotSent(@Nullable String topic, Throwable cause) {
    int code = cause instanceof MQBrokerException refusal ? refusal.getResponseCode() : NO_CODE;
    return new SendFailedException(
        cause instanceof MQClientException known ? known.getResponseCode() : code,
        "send request message to <" + topic + "> fail: " + cause.getMessage(),
        cause,
        cause instanceof SendFailure failure ? failure.getAttempts() : List.of());
  }

  /** Makes the exception of a topic without a usable route. */
  public static MQClientException noRoute(String topic, @Nullable RouteException route) {
    if (route == null) {
      return new TopicNotFoundException("No route info of this topic: " + topic, null);
    }
    String cause = String.valueOf(route.getMessage());
    String known = "No route info of this topic: " + topic + ". ";
    String see = FAQUrl.suggestTodo(FAQUrl.NO_TOPIC_ROUTE_INFO);
    return switch (route.kind()) {
      case NO_NAME_SERVER ->
          new NameServerNotSetException(
              "No name server address, please set it. Call setNamesrvAddr(\"host:9876\"), or set"
                  + " the property rocketmq.namesrv.addr or the environment variable NAMESRV_ADDR. "
                  + known
                  + FAQUrl.suggestTodo(FAQUrl.NAME_SERVER_ADDR_NOT_EXIST_URL),
              route);
      case UNREACHABLE -> unreachable(topic, known + cause, see, route);
      case UNKNOWN_TOPIC ->
          new TopicNotFoundException(
              known + cause + ". Create the topic, or check that this is the right cluster" + see,
              route);
      case NOT_WRITABLE ->
          new TopicNotWritableException(
              known
                  + cause
                  + ". Give the topic write permission, or start its brokers' masters"
                  + see,
              route);
      case DENIED -> denied(topic, route);
      case REFUSED -> new MQClientException(known + cause + see, route);
    };
  }

  private static MQClientException denied(String topic, RouteException route) {
    AccessRefusal access = Objects.requireNonNull(route.access());
    String server = "The name server, asked for the topic " + topic + ",";
    return AccessFailures.of(access, server, "Pub", null, route, List.of(), "");
  }

  private static MQClientException unreachable(
      String topic, String text, String see, RouteException route) {
    TlsException tls = TlsRemedies.find(route);
    if (tls != null) {
      return new NameServerTlsException(
          tls.problem(), text + ". " + TlsRemedies.of(tls.problem()) + see, route);
    }
    if (!(route.getCause() instanceof NamesUnreachableException names)) {
      return new NameServerUnreachableException(text + see, route);
    }
    if (names.allOf(NetException.Kind.CONNECT)) {
      return new NameServerRefusedException(
          text + ". Start a name server there, or correct the address" + see, route);
    }
    if (names.allOf(NetException.Kind.CLOSED)) {
      return new ProducerClosedException(
          "The producer service state not OK, it was shut down while it asked for the route of "
              + topic
              + "; nothing was sent"
              + FAQUrl.suggestTodo(FAQUrl.CLIENT_SERVICE_NOT_OK),
          route,
          List.of());
    }
    return names.allOf(NetException.Kind.TIMEOUT)
        ? new NameServerSilentException(
            text
                + ". It took the connection and said nothing: look at its process, or correct the"
                + " address"
                + see,
            route)
        : new NameServerUnreachableException(
            text + ". Look at the name servers, or correct the addresses" + see, route);
  }

  /** Makes the exception of the last attempt of a send alone. */
  public static Exception ofAttempt(Outcome.Failed failed) {
    return failed.reason() == Outcome.Reason.REFUSED_BY_ALL ? refusal(failed) : of(failed, false);
  }

  private static Exception forbidden(Outcome.Failed failed, boolean retried) {
    Exception veto = failed.veto();
    if (veto == null) {
      throw new IllegalStateException("forbidden by nobody: " + failed);
    }
    return retried
        ? new SendFailedException(CLIENT_EXCEPTION, exhaustedText(failed), veto, failed.attempts())
        : veto;
  }

  private static Exception timedOut(Outcome.Failed failed, boolean retried) {
    String where;
    if (!failed.attempts().isEmpty()) {
      where = "the last phase was " + last(failed).phase() + ". Look at that server";
    } else if (failed.broker() == null) {
      where = "the time went into asking the name servers for the route. Look at that server";
    } else {
      where =
          "the time went before the first attempt, into compressing the body or into asking for"
              + " the route. Look at the load of this machine";
    }
    String text =
        (retried ? "sendDefaultImpl call timeout" : "wait response on the channel timeout")
            + ", Topic: "
            + failed.topic()
            + ", after "
            + failed.millis()
            + " ms: "
            + where
            + ", or raise sendMsgTimeout if it is only slow"
            + lines(failed.attempts());
    return retried || failed.attempts().isEmpty()
        ? new SendTimeoutException(text, failed.net(), failed.attempts())
        : new BrokerResponseTimeoutException(text, failed.net(), failed.attempts());
  }

  private static MQBrokerException refusal(Outcome.Failed failed) {
    int code = failed.refusalCode();
    String remark = failed.refusalRemark();
    String broker = failed.broker();
    return switch (code) {
      case ResponseCode.SYSTEM_BUSY ->
          new BrokerBusyException(code, remark, broker, failed.attempts());
      case ResponseCode.MESSAGE_ILLEGAL ->
          new MessageRefusedException(code, remark, broker, failed.attempts());
      case ResponseCode.SERVICE_NOT_AVAILABLE ->
          FullDisk.isMeant(remark)
              ? new DiskFullException(code, remark, broker, failed.attempts())
              : new BrokerRefusedException(code, remark, broker, failed.attempts());
      default -> new BrokerRefusedException(code, remark, broker, failed.attempts());
    };
  }

  private static MQClientException exhausted(Outcome.Failed failed) {
    Exception cause = unreachable(failed);
    TlsException tls = TlsRemedies.find(failed.net());
    if (tls != null) {
      return new BrokerTlsException(
          tls.problem(),
          last(failed).phase() == SendAttempt.Phase.CONNECT ? CONNECT_BROKER : -1,
          exhaustedText(failed) + remedy(last(failed), tls),
          cause,
          failed.attempts());
    }
    if (allConnect(failed.attempts())) {
      return new BrokerUnreachableException(
          exhaustedText(failed) + remedy(last(failed), null), cause, failed.attempts());
    }
    int code =
        switch (last(failed).phase()) {
          case CONNECT -> CONNECT_BROKER;
          case RESPONSE -> cause instanceof RemotingTimeoutException ? ACCESS_BROKER_TIMEOUT : -1;
          case FORBIDDEN, WRITE, REFUSED -> -1;
        };
    return new SendFailedException(code, exhaustedText(failed), cause, failed.attempts());
  }

  /** The exception of the last attempt alone. */
  private static Exception unreachable(Outcome.Failed failed) {
    NetException net = failed.net();
    if (net == null) {
      throw new IllegalStateException("an unreachable broker without a failure: " + failed);
    }
    String address = net.address().toString();
    return switch (net.kind()) {
      case CONNECT ->
          new BrokerConnectException(
              net.getMessage() + remedy(last(failed), TlsRemedies.find(net)),
              net,
              failed.attempts());
      case REFUSED -> new OverloadedException(net.getMessage(), net, failed.attempts());
      case TIMEOUT -> new RemotingTimeoutException(address, last(failed).millis(), net);
      case BROKEN, GO_AWAY, UNREADABLE, CLOSED -> new RemotingSendRequestException(address, net);
    };
  }

  private static String exhaustedText(Outcome.Failed failed) {
    List<String> brokers = new ArrayList<>();
    failed.attempts().forEach(attempt -> brokers.add(attempt.brokerName()));
    return "Send ["
        + failed.attempts().size()
        + "] times, still failed, cost ["
        + failed.millis()
        + "]ms, Topic: "
        + failed.topic()
        + ", BrokersSent: "
        + brokers
        + lines(failed.attempts())
        + FAQUrl.suggestTodo(FAQUrl.SEND_MSG_FAILED);
  }

  /** Makes the exception of a broker that could not be reached by something else than a send. */
  public static Exception unreachable(
      @Nullable String brokerName, Address address, NetException failure) {
    if (failure.kind() != NetException.Kind.CONNECT) {
      return of(failure);
    }
    String name = brokerName == null ? "the broker" : brokerName;
    TlsException tls = TlsRemedies.find(failure);
    if (tls != null) {
      return new BrokerTlsException(
          tls.problem(),
          CONNECT_BROKER,
          failure.getMessage() + "\n" + TlsRemedies.of(tls.problem()),
          failure,
          List.of());
    }
    return new BrokerUnreachableException(
        failure.getMessage() + remedy(name, address.toString()), failure, List.of());
  }

  private static String remedy(SendAttempt attempt, @Nullable TlsException tls) {
    return tls == null
        ? remedy(attempt.brokerName(), attempt.address())
        : "\n" + TlsRemedies.of(tls.problem());
  }

  private static String remedy(String brokerName, String address) {
    return "\nThe name server says that "
        + brokerName
        + " listens at "
        + address
        + ", the address that the broker itself advertised. If the broker runs, it advertises an"
        + " address that cannot be reached from here: set --advertise (brokerIP1 of an Apache"
        + " broker) to one that can, or make that address reachable";
  }

  private static boolean allConnect(List<SendAttempt> attempts) {
    Set<SendAttempt.Phase> phases = new LinkedHashSet<>();
    attempts.forEach(attempt -> phases.add(attempt.phase()));
    return phases.equals(Set.of(SendAttempt.Phase.CONNECT));
  }

  private static SendAttempt last(Outcome.Failed failed) {
    return failed.attempts().get(failed.attempts().size() - 1);
  }

  private static String lines(List<SendAttempt> attempts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < attempts.size(); i++) {
      text.append("\n  attempt ").append(i + 1).append(": ").append(attempts.get(i));
    }
    return text.toString();
  }

  /** The exception for a broker that was asked something else than to store a message. */
  public static Exception of(NetException failure) {
    String address = failure.address().toString();
    return switch (failure.kind()) {
      case CONNECT -> new RemotingConnectException(address, failure);
      case TIMEOUT -> new RemotingTimeoutException(address, 0, failure);
      case REFUSED -> new RemotingTooMuchRequestException(String.valueOf(failure.getMessage()));
      case BROKEN, GO_AWAY, UNREADABLE, CLOSED ->
          new RemotingSendRequestException(address, failure);
    };
  }
}
