/* Plain data as YAML: block style, and every text as a JSON string, which YAML 1.2 reads as it is. */
(() => {
  "use strict";
  const inwriting = (window.inwriting ??= {});

  // Among ids, these alone are no text to YAML 1.2; older readers take more of them for values.
  const NO_TEXT = /^(true|false|null|yes|no|on|off|y|n)$/;
  const key = (name) => (NO_TEXT.test(name) ? JSON.stringify(name) : name);
  const empty = (value) => typeof value === "object" && !Object.keys(value).length;

  const scalar = (value) => {
    if (!empty(value)) return JSON.stringify(value);
    return Array.isArray(value) ? "[]" : "{}";
  };

  const lines = (value, indent) => {
    const parts = Array.isArray(value)
      ? value.map((item) => ["-", item])
      : Object.entries(value).map(([name, item]) => [`${key(name)}:`, item]);
    return parts.flatMap(([head, item]) => {
      if (typeof item !== "object" || empty(item)) return [`${indent}${head} ${scalar(item)}`];
      const inner = lines(item, `${indent}  `);
      if (head !== "-") return [indent + head, ...inner];
      return [`${indent}- ${inner[0].trimStart()}`, ...inner.slice(1)];
    });
  };

  /* Return the YAML of an object whose keys are ids, and whose values are text, whole numbers,
     true, lists and objects again. */
  inwriting.yaml = (data) => `${lines(data, "").join("\n")}\n`;
})();
