package io.skua.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameServerEndpointTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "a:9876;b:9876, a:9876;b:9876, null",
        "http://a/b:9876, b:9876, null",
        "' http://a/b:9876 ', 'b:9876 ', null",
        "https://a/b:1, https://a/b:1, null",
        "http://MQ_INST_1_ab.x.y:80, MQ_INST_1_ab.x.y:80, MQ_INST_1_ab",
        "MQ_INST_1_ab.x.y:80, MQ_INST_1_ab.x.y:80, MQ_INST_1_ab",
        "ftp://MQ_INST_1_2.z, ftp://MQ_INST_1_2.z, MQ_INST_1_2",
        "MQ_INST_1.x:80, MQ_INST_1.x:80, null",
        "http://a:1;http://b:2, b:2, null",
        "http://, '', null",
        "'', '', null",
      })
  void reads_address_and_namespace(String endpoint, String address, String namespace) {
    assertThat(NameServerEndpoint.address(endpoint)).isEqualTo(address);
    assertThat(NameServerEndpoint.namespace(endpoint)).isEqualTo(namespace);
  }
}
