package interop.operator;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONArray;
import com.alibaba.fastjson2.JSONObject;
import interop.harness.Conduct;
import interop.harness.StandIn;
import interop.reader.Connection;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A broker that is in the routes and keeps nothing. It stays registered as long as its connection
 * to the name server is open (protocol 3.2). Thread-safe.
 */
final class StandInBroker implements StandIn {
  private static final int REGISTER_BROKER = 103;
  private static final int UNREGISTER_BROKER = 104;
  private static final Set<Integer> SENDS = Set.of(10, 310, 320);
  private static final int QUEUES = 4;
  private static final int RESPONSE = 1;
  private static final int ONE_WAY = 2;
  private static final int HEADER_LENGTH_MASK = 0xFFFFFF;

  private final String brokerName;
  private final Conduct conduct;
  private final ServerSocket listener;
  private final int port;
  private final Connection names;
  private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sends = new AtomicInteger();

  private StandInBroker(
      String brokerName, Conduct conduct, ServerSocket listener, Connection names) {
    this.brokerName = brokerName;
    this.conduct = conduct;
    this.listener = listener;
    this.port = listener.getLocalPort();
    this.names = names;
  }

  static StandInBroker start(String nameServer, String topic, Conduct conduct) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    StandInBroker broker =
        new StandInBroker("stand-in-" + topic, conduct, listener, Connection.open(nameServer));
    if (conduct.listens()) {
      daemon("stand-in " + topic, broker::accept);
    } else {
      listener.close();
    }
    try {
      broker.register(topic);
    } catch (IOException e) {
      broker.close();
      throw e;
    }
    return broker;
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String brokerName() {
    return brokerName;
  }

  @Override
  public int sends() {
    return sends.get();
  }

  // --- at the name server

  private void register(String topic) throws IOException {
    JSONObject topics = new JSONObject();
    topics.put(topic, topicConfig(topic));
    // A first registration with one topic only is refused (protocol 3.2, rule 5).
    topics.put(brokerName, topicConfig(brokerName));
    JSONObject wrapper = new JSONObject();
    wrapper.put("dataVersion", version());
    wrapper.put("mappingDataVersion", version());
    wrapper.put("topicConfigTable", topics);
    wrapper.put("topicQueueMappingDetailMap", new JSONObject());
    wrapper.put("topicQueueMappingInfoMap", new JSONObject());
    JSONObject body = new JSONObject();
    body.put("filterServerList", new JSONArray());
    body.put("topicConfigSerializeWrapper", wrapper);
    Map<String, String> fields = identity();
    fields.put("haServerAddr", "");
    fields.put("compressed", "false");
    Connection.Answer answer =
        names.call(REGISTER_BROKER, fields, body.toString().getBytes(StandardCharsets.UTF_8));
    if (answer.code() != 0) {
      throw new IOException("the name server does not take " + brokerName + ": " + answer);
    }
  }

  private Map<String, String> identity() {
    Map<String, String> fields = new HashMap<>();
    fields.put("brokerName", brokerName);
    fields.put("brokerAddr", address());
    fields.put("clusterName", "DefaultCluster");
    fields.put("brokerId", "0");
    return fields;
  }

  private static JSONObject topicConfig(String name) {
    JSONObject config = new JSONObject();
    config.put("topicName", name);
    config.put("readQueueNums", QUEUES);
    config.put("writeQueueNums", QUEUES);
    config.put("perm", 6);
    config.put("topicFilterType", "SINGLE_TAG");
    config.put("topicSysFlag", 0);
    config.put("order", false);
    config.put("attributes", new JSONObject());
    return config;
  }

  private static JSONObject version() {
    JSONObject version = new JSONObject();
    version.put("counter", 1);
    version.put("stateVersion", 0);
    version.put("timestamp", 1_700_000_000_000L);
    return version;
  }

  // --- towards senders

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        accepted.add(socket);
        daemon("stand-in connection", () -> serve(socket));
      }
    } catch (SocketException closed) {
      // Closed: that was all.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        int length = in.readInt();
        byte[] header = new byte[in.readInt() & HEADER_LENGTH_MASK];
        in.readFully(header);
        in.skipNBytes(length - Integer.BYTES - header.length);
        handle(JSON.parseObject(new String(header, StandardCharsets.UTF_8)), out);
      }
    } catch (EOFException | SocketException closed) {
      // The client has gone, or this broker is closing.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(JSONObject request, DataOutputStream out) throws IOException {
    boolean send = SENDS.contains(request.getIntValue("code"));
    if (send) {
      sends.incrementAndGet();
    }
    boolean oneWay = (request.getIntValue("flag") & ONE_WAY) != 0;
    if (oneWay || (send && !conduct.answers())) {
      return;
    }
    JSONObject response = new JSONObject();
    response.put("code", send ? conduct.code() : 0);
    response.put("flag", RESPONSE);
    response.put("language", "JAVA");
    response.put("opaque", request.getIntValue("opaque"));
    response.put("version", 461);
    if (send) {
      response.put("remark", conduct.remark());
      response.put("extFields", result(request.getJSONObject("extFields")));
    }
    byte[] bytes = response.toString().getBytes(StandardCharsets.UTF_8);
    out.writeInt(Integer.BYTES + bytes.length);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  private JSONObject result(JSONObject fields) {
    JSONObject result = new JSONObject();
    result.put("msgId", "7F0000010000000000000000000000FF");
    result.put("queueId", fields.getOrDefault("e", fields.getOrDefault("queueId", "0")));
    result.put("queueOffset", "0");
    result.put("MSG_REGION", "DefaultRegion");
    result.put("TRACE_ON", "true");
    return result;
  }

  @Override
  public void close() {
    try (names) {
      names.call(UNREGISTER_BROKER, identity());
      listener.close();
      for (Socket socket : accepted) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take away " + brokerName, e);
    }
  }
}
