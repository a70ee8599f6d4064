package bench.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** The least that a selector can do: one channel, one thread. */
public final class BareNio {
  private BareNio() {}

  /** Takes the port. */
  public static void main(String[] arguments) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    try (Selector selector = Selector.open();
        SocketChannel channel = SocketChannel.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      channel.connect(address);
      selector.select();
      if (!channel.finishConnect()) {
        throw new IOException("not connected");
      }
      key.interestOps(SelectionKey.OP_READ);
      channel.write(ByteBuffer.allocate(Cpu.BYTES));
      ByteBuffer answer = ByteBuffer.allocate(Cpu.BYTES);
      while (answer.hasRemaining()) {
        selector.select();
        selector.selectedKeys().clear();
        if (channel.read(answer) < 0) {
          throw new EOFException("the peer closed the connection");
        }
      }
      Cpu.print();
    }
  }
}
