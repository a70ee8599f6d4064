package io.skua.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
  private static String table(String entries) {
    return "{\"users\":[{\"username\":\"u\",\"password\":\"p\"}],\"acls\":[{\"subject\":\"User:u\","
        + "\"policies\":["
        + entries
        + "]}]}";
  }

  private static String entry(String resource, String decision) {
    return "{\"resource\":\""
        + resource
        + "\",\"actions\":[\"Pub\"],\"decision\":\""
        + decision
        + "\"}";
  }

  private static boolean allowed(String text, String topic) throws Exception {
    Need need = new Need(Resource.Type.TOPIC, topic, Set.of(Action.PUB));
    Permissions.Rule rule =
        AccessTable.parse(text)
            .permissionsOf("u")
            .deciding(need, InetAddress.getByName("10.1.2.3"));
    return rule != null && rule.allow();
  }

  @Test
  void the_more_specific_rule_decides() throws Exception {
    String text =
        table(
            "{\"entries\":["
                + String.join(
                    ",",
                    entry("*", "Allow"),
                    entry("Topic:*", "Deny"),
                    entry("Topic:a*", "Allow"),
                    entry("Topic:ab*", "Deny"),
                    entry("Topic:abc", "Allow"))
                + "]}");
    assertThat(allowed(text, "z")).isFalse();
    assertThat(allowed(text, "a")).isTrue();
    assertThat(allowed(text, "abz")).isFalse();
    assertThat(allowed(text, "abc")).isTrue();
    assertThat(allowed(table("{\"entries\":[" + entry("*", "Allow") + "]}"), "z")).isTrue();
  }

  @Test
  void default_rules_count_only_where_no_custom_one_matches() throws Exception {
    String text =
        table(
            "{\"policyType\":\"Default\",\"entries\":["
                + entry("Topic:a", "Allow")
                + ","
                + entry("Topic:b", "Allow")
                + "]},{\"policyType\":\"Custom\",\"entries\":["
                + entry("Topic:a*", "Deny")
                + "]}");
    assertThat(allowed(text, "a")).isFalse();
    assertThat(allowed(text, "b")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,10.1.2.3,true",
    "10.1.2.3,10.1.2.4,false",
    "10.1.0.0/16,10.1.255.1,true",
    "10.1.0.0/16,10.2.0.1,false",
    "10.1.2.128/25,10.1.2.127,false",
    "0.0.0.0/0,203.0.113.9,true",
    "::1,::1,true",
    "2001:db8::/32,2001:db8:5::1,true",
    "2001:db8::/32,10.1.2.3,false"
  })
  void ranges_have_the_addresses_of_their_first_bits(String range, String address, boolean in)
      throws Exception {
    assertThat(AddressRange.parse(range).contains(InetAddress.getByName(address))).isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "10.1", "1.2.3.4/33", "1.2.3.4/", "1.2.3.999", "::1/129"})
  void what_is_no_range_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
  }

  @Test
  void a_table_is_written_as_it_is_read() {
    String text =
        table("{\"entries\":[" + entry("Topic:a*", "Allow") + "," + entry("*", "Deny") + "]}");
    String written = AccessTable.parse(text).text();
    assertThat(AccessTable.parse(written).text()).isEqualTo(written);
    assertThat(written.lines().filter(line -> line.contains("\"u\""))).hasSize(1);
    assertThat(AccessTable.parse(AccessTable.EMPTY.text()).users()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"user\":[]}",
        "{\"users\":[{\"username\":\"u\"}]}",
        "{\"users\":[{\"username\":\"u\",\"password\":\"p\"},{\"username\":\"u\",\"password\":\"p\"}]}",
        "{\"users\":[],\"acls\":[{\"subject\":\"User:u\",\"policies\":[]}]}"
      })
  void a_table_that_says_what_cannot_be_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AccessTable.parse(text));
  }

  @Test
  void two_entries_for_one_resource_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AccessTable.parse(
                    table(
                        "{\"entries\":["
                            + entry("Topic:a", "Allow")
                            + ","
                            + entry("Topic:a", "Deny")
                            + "]}")))
        .withMessageContaining("ACL of User:u: The resource Topic:a has two entries");
  }
}
