package dev.counterpoint.app.experiment.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.experiment.Verdict;
import java.util.List;
import java.util.Map;

/**
 * The form of {@code results.json}. Other programs read it: the names of the fields here are the
 * only place where they are defined. Units are kept beside the claims, in {@code units}, since the
 * fields of a claim are fixed.
 */
final class ResultsJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ResultsJson() {}

  static ObjectNode tree(ExperimentResults results) {
    ObjectNode tree = NODES.objectNode();
    tree.put("experiment", results.experiment());
    tree.put("digits", results.digits());
    ArrayNode seeds = tree.putArray("seeds");
    results.seeds().forEach(seeds::add);
    tree.put("seconds", results.seconds());
    ArrayNode claims = tree.putArray("claims");
    results.claims().forEach(claim -> claims.add(tree(claim)));
    if (results.size() != null) {
      tree.put("size", results.size());
      tree.put("quick", results.quick());
    }
    ObjectNode units = NODES.objectNode();
    results.claims().stream()
        .filter(claim -> !claim.unit().isEmpty())
        .forEach(claim -> units.put(claim.id(), claim.unit()));
    if (!units.isEmpty()) {
      tree.set("units", units);
    }
    if (!results.versions().isEmpty()) {
      ObjectNode versions = tree.putObject("versions");
      results.versions().forEach(versions::put);
    }
    if (!results.tables().isEmpty()) {
      ArrayNode tables = tree.putArray("tables");
      results.tables().forEach(table -> tables.add(tree(table)));
    }
    return tree;
  }

  static ExperimentResults results(JsonNode tree) {
    JsonFields fields = new JsonFields(tree, "");
    fields.expect(tree.isObject(), "an object");
    Map<String, String> units = strings(fields, "units");
    return new ExperimentResults(
        fields.text("experiment"),
        fields.text("digits"),
        fields.list("seeds", JsonFields::asLong),
        fields.number("seconds"),
        fields.list("claims", claim -> claim(claim, units)),
        fields.has("size") ? fields.text("size") : null,
        strings(fields, "versions"),
        fields.has("tables") ? fields.list("tables", ResultsJson::table) : List.of());
  }

  private static ObjectNode tree(Claim claim) {
    ObjectNode tree = NODES.objectNode();
    tree.put("id", claim.id());
    tree.put("text", claim.text());
    tree.put("source", claim.source());
    tree.set("measured", finite(claim.measured()));
    tree.put("standardError", claim.standardError());
    tree.put("n", claim.n());
    tree.put("paper", claim.paper());
    tree.put("target", claim.target().compact());
    tree.put("verdict", claim.verdict().word());
    return tree;
  }

  private static Claim claim(JsonFields fields, Map<String, String> units) {
    String id = fields.text("id");
    return new Claim(
        id,
        fields.text("text"),
        fields.text("source"),
        units.getOrDefault(id, ""),
        fields.numberOrNaN("measured"),
        fields.numberOrNull("standardError"),
        fields.integer("n"),
        fields.numberOrNull("paper"),
        fields.parsed("target", Target::parse),
        fields.parsed("verdict", Verdict::ofWord));
  }

  private static ObjectNode tree(ResultTable table) {
    ObjectNode tree = NODES.objectNode();
    tree.put("title", table.title());
    tree.put("explanation", table.explanation());
    ArrayNode columns = tree.putArray("columns");
    table.columns().forEach(columns::add);
    ArrayNode rows = tree.putArray("rows");
    for (List<Cell> row : table.rows()) {
      ArrayNode cells = rows.addArray();
      row.forEach(cell -> cells.add(tree(cell)));
    }
    return tree;
  }

  private static ResultTable table(JsonFields fields) {
    return new ResultTable(
        fields.text("title"),
        fields.text("explanation"),
        fields.list("columns", JsonFields::asText),
        fields.list("rows", row -> row.items(ResultsJson::cell)));
  }

  private static JsonNode tree(Cell cell) {
    if (cell instanceof Cell.Text text) {
      return NODES.textNode(text.text());
    }
    ObjectNode tree = NODES.objectNode();
    if (cell instanceof Cell.Number number) {
      tree.set("mean", finite(number.value().mean()));
      tree.put("standardError", number.value().standardError());
      tree.put("n", number.value().n());
      tree.put("decimals", number.decimals());
    } else if (cell instanceof Cell.Judged judged) {
      tree.put("verdict", judged.verdict().word());
    }
    return tree;
  }

  private static Cell cell(JsonFields fields) {
    if (fields.isText()) {
      return Cell.text(fields.asText());
    }
    if (fields.has("verdict")) {
      return Cell.verdict(fields.parsed("verdict", Verdict::ofWord));
    }
    SampleMean mean =
        new SampleMean(
            fields.numberOrNaN("mean"), fields.numberOrNull("standardError"), fields.integer("n"));
    return Cell.mean(mean, fields.integer("decimals"));
  }

  private static JsonNode finite(double value) {
    return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
  }

  private static Map<String, String> strings(JsonFields fields, String name) {
    return fields.has(name) ? fields.at(name).entries() : Map.of();
  }
}
