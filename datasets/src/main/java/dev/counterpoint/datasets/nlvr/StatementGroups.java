package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Statements that say the same: of one number, or of one sentence (but for case and the spaces
 * around it), or joined by a chain of such.
 */
final class StatementGroups {

  private final Map<String, String> parents = new HashMap<>();

  /** Joins the numbers and sentences of statements. */
  StatementGroups(List<Statement> statements) {
    statements.forEach(statement -> join(number(statement), sentence(statement)));
  }

  /** What is equal for statements of one group, and for no others. */
  String of(Statement statement) {
    return root(number(statement));
  }

  /** The groups in an order of the address, each with its statements in theirs. */
  List<List<Statement>> shuffled(List<Statement> statements, RandomAddress address) {
    Map<String, List<Statement>> groups = new LinkedHashMap<>();
    for (Statement statement : statements) {
      groups.computeIfAbsent(of(statement), group -> new ArrayList<>()).add(statement);
    }
    List<List<Statement>> shuffled = new ArrayList<>(groups.values());
    // By what the group is called, so that it does not matter which others there are.
    shuffled.sort(Comparator.comparing(group -> address.purpose(number(group.get(0))).value()));
    return shuffled;
  }

  private void join(String one, String other) {
    String a = root(one);
    String b = root(other);
    if (!a.equals(b)) {
      parents.put(b, a);
    }
  }

  private String root(String name) {
    String root = name;
    while (parents.containsKey(root)) {
      root = parents.get(root);
    }
    // Later walks are short.
    String at = name;
    while (!at.equals(root)) {
      at = parents.put(at, root);
    }
    return root;
  }

  private static String number(Statement statement) {
    return "n" + statement.group();
  }

  private static String sentence(Statement statement) {
    return "s" + statement.sentence().strip().toLowerCase(Locale.ROOT);
  }
}
