package interop.reader;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONObject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A blocking connection that speaks frames with JSON headers (protocol 1.2, 1.3), one call at a
 * time. Not thread-safe.
 */
public final class Connection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  /** High enough for strict JSON in routes, too low for GO_AWAY (protocol trap 13). */
  private static final int VERSION = 461;

  private static final int HEADER_LENGTH_MASK = 0xFFFFFF;
  private final String address;
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private int opaque;

  private Connection(String address, Socket socket) throws IOException {
    this.address = address;
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  /** An answer: code, remark (empty for none), header fields and body (empty for none). */
  public record Answer(int code, String remark, Map<String, String> fields, Payload body) {

    /** A field that is a number. */
    public long number(String field) {
      String text = fields.get(field);
      if (text == null) {
        throw new IllegalStateException("no field " + field + " in " + this);
      }
      return Long.parseLong(text);
    }
  }

  /** Bytes that print as their number. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  public record Payload(byte[] bytes) {
    @Override
    public String toString() {
      return bytes.length + " bytes";
    }
  }

  /** Connects to {@code host:port}. */
  public static Connection open(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address.substring(0, colon), port), TIMEOUT_MILLIS);
      return new Connection(address, socket);
    } catch (IOException e) {
      socket.close();
      throw new IOException("cannot connect to " + address, e);
    }
  }

  /** Sends a request without body and waits for its answer. */
  public Answer call(int code, Map<String, String> fields) throws IOException {
    return call(code, fields, new byte[0]);
  }

  /** Sends a request with a body and waits for its answer. */
  public Answer call(int code, Map<String, String> fields, byte[] body) throws IOException {
    opaque++;
    JSONObject header = new JSONObject();
    header.put("code", code);
    header.put("flag", 0);
    header.put("language", "JAVA");
    header.put("opaque", opaque);
    header.put("version", VERSION);
    header.put("extFields", fields);
    byte[] bytes = header.toString().getBytes(StandardCharsets.UTF_8);
    out.writeInt(Integer.BYTES + bytes.length + body.length);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.write(body);
    out.flush();
    return answer();
  }

  private Answer answer() throws IOException {
    int length = in.readInt();
    int headerLength = in.readInt() & HEADER_LENGTH_MASK;
    JSONObject header = JSON.parseObject(new String(read(headerLength), StandardCharsets.UTF_8));
    byte[] body = read(length - Integer.BYTES - headerLength);
    if (header.getIntValue("opaque") != opaque) {
      throw new IOException(address + " answered another request than " + opaque + ": " + header);
    }
    JSONObject fields = header.getJSONObject("extFields");
    return new Answer(
        header.getIntValue("code"),
        header.containsKey("remark") ? header.getString("remark") : "",
        fields == null ? Map.of() : text(fields),
        new Payload(body));
  }

  private static Map<String, String> text(JSONObject fields) {
    Map<String, String> text = new HashMap<>();
    fields.forEach((name, value) -> text.put(name, String.valueOf(value)));
    return text;
  }

  private byte[] read(int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
