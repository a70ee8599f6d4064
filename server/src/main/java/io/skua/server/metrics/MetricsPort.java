package io.skua.server.metrics;

import io.skua.net.Address;
import io.skua.net.Channel;
import io.skua.net.Net;
import io.skua.net.Receiver;
import io.skua.runtime.Cancellable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code GET /metrics} over HTTP/1.1, one request per connection. On the loop, so that the
 * page is a picture of one moment; bounded in connections, bytes and time.
 */
public final class MetricsPort {
  private static final Logger log = LoggerFactory.getLogger(MetricsPort.class);

  private static final int MOST_CONNECTIONS = 16;
  private static final int MOST_REQUEST_BYTES = 8192;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Net net;
  private final Supplier<PrometheusText> page;
  private int connections;

  private MetricsPort(Net net, Supplier<PrometheusText> page) {
    this.net = net;
    this.page = page;
  }

  /**
   * Begins to serve.
   *
   * @param page makes the page, on the loop
   * @throws IOException when the address cannot be bound
   */
  public static Net.Listener listen(Net net, Address bind, Supplier<PrometheusText> page)
      throws IOException {
    MetricsPort port = new MetricsPort(net, page);
    return net.listen(bind, channel -> port.new Connection(channel));
  }

  private final class Connection implements Receiver {
    private final Channel channel;
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();
    private final Cancellable limit;
    private @Nullable ByteBuffer answer;

    Connection(Channel channel) {
      this.channel = channel;
      this.limit = net.loop().after(PATIENCE, channel::close);
      connections++;
    }

    @Override
    public void opened() {
      if (connections > MOST_CONNECTIONS) {
        channel.close();
      }
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
      if (answer != null) {
        return;
      }
      request.write(bytes, from, to - from);
      String text = request.toString(StandardCharsets.ISO_8859_1);
      if (text.contains("\r\n\r\n") || text.contains("\n\n")) {
        answer(text);
      } else if (request.size() > MOST_REQUEST_BYTES) {
        answer("431 Request Header Fields Too Large", "the request is too long\n", true);
      }
    }

    private void answer(String text) {
      String[] words = text.substring(0, text.indexOf('\n')).trim().split(" ", -1);
      boolean head = words[0].equals("HEAD");
      String path = words.length < 2 ? "" : words[1];
      if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
        answer("400 Bad Request", "this is no request of HTTP/1.1\n", true);
      } else if (!head && !words[0].equals("GET")) {
        answer("405 Method Not Allowed", "only GET is served here\n", true);
      } else if (!path.equals("/metrics") && !path.startsWith("/metrics?")) {
        answer("404 Not Found", "the page is /metrics\n", !head);
      } else {
        answerPage(!head);
      }
    }

    private void answerPage(boolean withBody) {
      String text;
      try {
        text = page.get().toString();
      } catch (RuntimeException e) {
        log.error("the page of metrics cannot be made", e);
        answer("500 Internal Server Error", e + "\n", withBody);
        return;
      }
      answer("200 OK", text, withBody);
    }

    private void answer(String status, String text, boolean withBody) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      byte[] head =
          ("HTTP/1.1 "
                  + status
                  + "\r\nContent-Type: "
                  + PrometheusText.CONTENT_TYPE
                  + "\r\nContent-Length: "
                  + body.length
                  + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      ByteBuffer all = ByteBuffer.allocate(head.length + (withBody ? body.length : 0)).put(head);
      if (withBody) {
        all.put(body);
      }
      answer = all.flip();
      writable();
    }

    @Override
    public void writable() {
      ByteBuffer rest = answer;
      if (rest == null) {
        return;
      }
      try {
        while (rest.hasRemaining() && channel.write(rest) > 0) {
          // as much as there is room for
        }
        if (rest.hasRemaining()) {
          channel.awaitWritable();
        } else {
          channel.close();
        }
      } catch (IOException e) {
        log.debug("a reader of metrics has left", e);
        channel.close();
      }
    }

    @Override
    public void closed(@Nullable IOException cause) {
      limit.cancel();
      connections--;
    }
  }
}
