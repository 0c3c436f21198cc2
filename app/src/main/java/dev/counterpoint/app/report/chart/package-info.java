/** Charts as SVG, with their numbers beside them. */
package dev.counterpoint.app.report.chart;
