// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Command terminalpicture draws the text on its input as an SVG that looks like a terminal, on its output.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// Sizes in pixels. A character of the fonts below is as wide as three fifths of its size.
const (
	fontSize   = 14
	charWidth  = 8.4
	lineHeight = 20
	margin     = 20
	bar        = 32
)

// Colors that are legible on the terminal's own dark background, whatever is around it.
const (
	background = "#1b1f27"
	plain      = "#d7dce5"
	command    = "#ffffff"
	muted      = "#8b95a5"
	changed    = "#f2c14e"
	added      = "#7bd88f"
	removed    = "#ff8f8f"
)

func main() {
	if err := draw(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "terminalpicture:", err)
		os.Exit(1)
	}
}

// draw reads lines and writes their picture.
func draw(in io.Reader, out io.Writer) error {
	var lines []string

	scanner := bufio.NewScanner(in)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}

	if err := scanner.Err(); err != nil {
		return fmt.Errorf("reading the text: %w", err)
	}

	columns := 0
	for _, line := range lines {
		columns = max(columns, utf8.RuneCountInString(line))
	}

	width := int(float64(columns)*charWidth) + 2*margin
	height := bar + len(lines)*lineHeight + margin

	var picture strings.Builder

	fmt.Fprintf(&picture, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="%d">`+"\n",
		width, height, width, height, fontSize)
	fmt.Fprintf(&picture, `<rect width="%d" height="%d" rx="8" fill="%s" stroke="%s"/>`+"\n", width, height, background, muted)

	for number, color := range []string{removed, changed, added} {
		fmt.Fprintf(&picture, `<circle cx="%d" cy="%d" r="5" fill="%s"/>`+"\n", margin+number*lineHeight, bar/2, color)
	}

	for number, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}

		fmt.Fprintf(&picture, `<text x="%d" y="%d" fill="%s" xml:space="preserve">%s</text>`+"\n",
			margin, bar+(number+1)*lineHeight-lineHeight/4, colorOf(line), escaped(line))
	}

	picture.WriteString("</svg>\n")

	if _, err := io.WriteString(out, picture.String()); err != nil {
		return fmt.Errorf("writing the picture: %w", err)
	}

	return nil
}

// colorOf chooses a color by what Terraform's output means.
func colorOf(line string) string {
	text := strings.TrimSpace(line)

	switch {
	case strings.HasPrefix(text, "$ "):
		return command
	case strings.HasPrefix(text, "#"):
		return muted
	case strings.HasPrefix(text, "~ "):
		return changed
	case strings.HasPrefix(text, "+ "), strings.HasPrefix(text, "No changes."), strings.HasPrefix(text, "Apply complete!"):
		return added
	case strings.HasPrefix(text, "- "):
		return removed
	default:
		return plain
	}
}

func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
