package io.skua.cli.doctor;

import io.skua.cli.doctor.Answer.Got;
import io.skua.cli.doctor.Answer.Missing;
import io.skua.cli.doctor.Answer.Refused;
import io.skua.cli.doctor.Answer.Trouble;
import io.skua.client.internal.instance.ClientSettings;
import io.skua.client.internal.rpc.RpcHooks;
import io.skua.net.Address;
import io.skua.net.Dispatcher;
import io.skua.net.Links;
import io.skua.net.Net;
import io.skua.net.NetException;
import io.skua.net.tls.TlsException;
import io.skua.runtime.Clock;
import io.skua.runtime.Platform;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks servers, over connections of its own; each question ends in time. Thread-safe. */
final class Questions implements AutoCloseable {
  private final Links links;
  private final Clock clock;
  private final Duration timeout;

  /**
   * Makes the connections; the network stays the caller's.
   *
   * @param settings whether requests are signed, and what they carry
   * @param timeout of one question, connecting included
   */
  Questions(Net net, Platform platform, ClientSettings settings, Duration timeout) {
    this.links = new Links(net, platform, settings.link(), new Dispatcher(), timeout);
    this.clock = platform.clock();
    this.timeout = timeout;
    if (settings.hook() != null || !settings.fields().isEmpty()) {
      links.intercept(new RpcHooks(settings.fields(), settings.hook()));
    }
  }

  /**
   * Asks.
   *
   * @param address host:port, as somebody has told it
   * @param reader makes the answer of the body
   * @return never fails
   */
  <T> CompletableFuture<Answer<T>> ask(String address, Frame request, Function<byte[], T> reader) {
    Address to;
    try {
      to = Address.parse(address);
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      return CompletableFuture.completedFuture(new Missing<>(Trouble.NO_ADDRESS, problem));
    }
    long wall = clock.wallMillis();
    long begin = clock.nanos();
    return links
        .call(to, request, timeout, response -> answer(response, reader, wall, begin))
        .exceptionally(Questions::missing);
  }

  private <T> Answer<T> answer(Frame response, Function<byte[], T> reader, long wall, long begin) {
    if (response.code() != ResponseCode.SUCCESS) {
      String remark = response.remark();
      return new Refused<>(response.code(), remark == null ? "" : remark);
    }
    long took = TimeUnit.NANOSECONDS.toMillis(clock.nanos() - begin);
    return new Got<>(reader.apply(response.bodyBytes()), response.version(), wall, took);
  }

  private static <T> Answer<T> missing(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (!(cause instanceof NetException net)) {
      return new Missing<>(Trouble.NOT_READABLE, "its answer cannot be read: " + text(cause));
    }
    return switch (net.kind()) {
      case CONNECT -> new Missing<>(unreached(net), because(net));
      case TIMEOUT -> new Missing<>(Trouble.SILENT, "it accepts connections and says nothing");
      case UNREADABLE -> new Missing<>(Trouble.NOT_READABLE, text(net));
      default -> new Missing<>(tlsOr(net, Trouble.CLOSED), because(net));
    };
  }

  private static Trouble unreached(NetException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof UnknownHostException) {
      return Trouble.UNKNOWN_HOST;
    }
    return cause instanceof ConnectException && text(cause).contains("refused")
        ? Trouble.NOBODY_LISTENS
        : tlsOr(failure, Trouble.NOT_REACHED);
  }

  private static Trouble tlsOr(Throwable failure, Trouble otherwise) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TlsException tls) {
        return switch (tls.problem()) {
          case PEER_IS_PLAIN -> Trouble.TLS_NOT_THERE;
          case PEER_MAY_WANT_TLS, TLS_REQUIRED -> Trouble.TLS_WANTED;
          default -> Trouble.TLS_CERTIFICATE;
        };
      }
    }
    return otherwise;
  }

  private static String because(NetException failure) {
    Throwable cause = failure.getCause();
    return text(cause == null || cause.getMessage() == null ? failure : cause);
  }

  private static String text(@Nullable Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    return message == null ? String.valueOf(failure) : message;
  }

  /** Closes the connections. */
  @Override
  public void close() {
    links.close();
  }
}
