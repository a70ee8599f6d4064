package io.skua.cli.doctor;

import java.util.List;

/** All findings, by what they are about. */
public record Report(List<Section> sections) {
  /** The findings about one thing. */
  public record Section(String title, List<Finding> findings) {
    /** Copies the list. */
    public Section {
      findings = List.copyOf(findings);
    }
  }

  /** Copies the list. */
  public Report {
    sections = List.copyOf(sections);
  }

  /** Returns how many findings are of a level. */
  public int count(Level level) {
    int count = 0;
    for (Section section : sections) {
      for (Finding finding : section.findings()) {
        count += finding.level() == level ? 1 : 0;
      }
    }
    return count;
  }

  /** Returns the level of the worst finding. */
  public Level worst() {
    if (count(Level.FAIL) > 0) {
      return Level.FAIL;
    }
    return count(Level.WARN) > 0 ? Level.WARN : Level.OK;
  }
}
