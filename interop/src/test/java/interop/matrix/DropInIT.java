package interop.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cells of the drop-in jar run is that jar, and nothing beside it on the class path. */
class DropInIT {
  private static final String PRODUCER = "org.apache.rocketmq.client.producer.DefaultMQProducer";

  private final ClassLoader loader =
      Implementations.scenarios(Client.DROP_IN).getClass().getClassLoader();

  @ParameterizedTest
  @ValueSource(
      strings = {
        PRODUCER,
        "org.apache.rocketmq.client.consumer.DefaultMQPushConsumer",
        "org.apache.rocketmq.common.message.Message",
        "org.apache.rocketmq.net.Link"
      })
  void a_client_comes_from_the_jar(String name) throws Exception {
    Path source =
        Path.of(loader.loadClass(name).getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(source).isEqualTo(Path.of(System.getProperty("dropin.jar")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.skua.client.producer.DefaultMQProducer",
        "io.skua.net.Link",
        "org.apache.rocketmq.remoting.netty.NettyRemotingClient",
        "org.apache.rocketmq.tools.command.MQAdminStartup"
      })
  void what_the_class_path_has_beside_it_is_out_of_reach(String name) throws Exception {
    assertThat(Class.forName(name)).isNotNull();
    assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void a_class_is_found_once() throws Exception {
    String file = PRODUCER.replace('.', '/') + ".class";
    assertThat(Collections.list(loader.getResources(file)))
        .containsExactly(loader.getResource(file))
        .allMatch(url -> url.toString().startsWith("jar:"));
  }

  @Test
  void scenarios_of_both_kinds_run_over_it() {
    assertThat(loader).isInstanceOf(DropIn.class);
    assertThat(Implementations.consumers(Client.DROP_IN).getClass().getClassLoader())
        .isSameAs(loader);
  }
}
