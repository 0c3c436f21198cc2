/** The command that runs experiments. */
package dev.counterpoint.app.cli.reproduce;
