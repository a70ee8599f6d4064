package io.skua.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What an application gets with the client. */
class DependenciesTest {
  private static final Set<String> OUT = Set.of("test", "provided", "system");

  @Test
  void the_clients_only_third_party_dependency_is_slf4j_api() throws Exception {
    Set<String> modules = new TreeSet<>();
    Set<String> found = new TreeSet<>();
    collect("client", modules, found);
    assertThat(modules).containsExactly("client", "net", "runtime", "wire");
    assertThat(found).containsExactly("org.slf4j:slf4j-api");
  }

  private static void collect(String module, Set<String> modules, Set<String> found)
      throws Exception {
    if (modules.add(module)) {
      collect(Path.of("..", module, "pom.xml"), modules, found);
      collect(Path.of("..", "pom.xml"), modules, found);
    }
  }

  private static void collect(Path pom, Set<String> modules, Set<String> found) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    NodeList dependencies = document.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      boolean direct = dependency.getParentNode().getParentNode().getNodeName().equals("project");
      if (!direct
          || OUT.contains(text(dependency, "scope"))
          || text(dependency, "optional").equals("true")) {
        continue;
      }
      String group = text(dependency, "groupId");
      String artifact = text(dependency, "artifactId");
      if (group.equals("io.skua")) {
        collect(artifact.replace("skua-", ""), modules, found);
      } else {
        found.add(group + ":" + artifact);
      }
    }
  }

  private static String text(Element element, String name) {
    NodeList children = element.getElementsByTagName(name);
    return children.getLength() == 0 ? "" : children.item(0).getTextContent().trim();
  }
}
