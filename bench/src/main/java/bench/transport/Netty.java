package bench.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.CountDownLatch;

/** The usual client of Netty, with one thread. Compiled against 4.1, runs with 4.1 and 4.2. */
public final class Netty {
  private Netty() {}

  /** Takes the port. */
  public static void main(String[] arguments) throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(new NioEventLoopGroup(1))
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Answers(answered));
                  }
                });
    Channel channel =
        bootstrap.connect("127.0.0.1", Integer.parseInt(arguments[0])).sync().channel();
    channel.writeAndFlush(channel.alloc().buffer().writeZero(Cpu.BYTES));
    answered.await();
    Cpu.print();
  }

  private static final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
    private final CountDownLatch answered;
    private int left = Cpu.BYTES;

    Answers(CountDownLatch answered) {
      this.answered = answered;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      left -= bytes.readableBytes();
      if (left == 0) {
        answered.countDown();
      }
    }
  }
}
