"""Nodes of the grammars by what they mean to a walk, and names that tell what a call does.

Grammars name alike things alike: one table holds for every language.
"""

import re

CALLS = frozenset(
    {
        "call",
        "call_expression",
        "new_expression",
        "composite_literal",
        "method_invocation",
        "object_creation_expression",
        "invocation_expression",
        "implicit_object_creation_expression",
        "function_call_expression",
        "member_call_expression",
        "nullsafe_member_call_expression",
        "scoped_call_expression",
        "struct_expression",
        "macro_invocation",
        "instance_expression",
        "juxt_function_call",
        "annotation",
        "constructor_invocation",
        "method_call",
        "decorator",
    }
)
KEYED = {
    "keyword_argument": ("name", "value"),
    "pair": ("key", "value"),
    "default_parameter": ("name", "value"),
    "typed_default_parameter": ("name", "value"),
    "assignment": ("left", "right"),
    "assignment_expression": ("left", "right"),
    "augmented_assignment": ("left", "right"),
    "operator_assignment": ("left", "right"),
    "named_expression": ("name", "value"),
    "variable_declarator": ("name", "value"),
    "public_field_definition": ("name", "value"),
    "field_definition": ("property", "value"),
    "required_parameter": ("pattern", "value"),
    "optional_parameter": ("name", "value"),
    "assignment_pattern": ("left", "right"),
    "object_assignment_pattern": ("left", "right"),
    "enum_assignment": ("name", "value"),
    "keyed_element": ("key", "value"),
    "const_spec": ("name", "value"),
    "var_spec": ("name", "value"),
    "short_var_declaration": ("left", "right"),
    "assignment_statement": ("left", "right"),
    "element_value_pair": ("key", "value"),
    "value_argument": ("", ""),
    "property_declaration": ("name", "value"),
    "class_parameter": ("", ""),
    "parameter": ("name", "value"),
    "argument": ("name", ""),
    "attribute_argument": ("name", ""),
    "array_element_initializer": ("", ""),
    "property_element": ("name", "default_value"),
    "const_element": ("", ""),
    "const_item": ("name", "value"),
    "static_item": ("name", "value"),
    "let_declaration": ("pattern", "value"),
    "field_initializer": ("field", "value"),
    "val_definition": ("pattern", "value"),
    "var_definition": ("pattern", "value"),
    "map_item": ("key", "value"),
    "property_promotion_parameter": ("name", "default_value"),
    "simple_parameter": ("name", "default_value"),
}
ASSIGNED = frozenset(KEYED) - {"keyword_argument", "pair", "argument", "value_argument"}
OBJECTS = frozenset(
    {"dictionary", "object", "hash", "array_creation_expression", "map_literal", "literal_value"}
)
LISTS = frozenset({"list", "array", "tuple", "set", "list_literal", "collection_literal"})
BINARY = frozenset(
    {"binary_operator", "binary_expression", "additive_expression", "infix_expression", "binary"}
)
COMPARED = frozenset({"comparison_operator"})
SKIPPED = frozenset(
    {
        "comment",
        "line_comment",
        "block_comment",
        "multiline_comment",
        "doc_comment",
        "jsx_text",
        "text",
        "html_comment",
        "regex",
        "regex_literal",
        "type_annotation",
        "hash_bang_line",
        "preproc_region",
        "shebang",
    }
)
NAMES = frozenset(
    {
        "identifier",
        "property_identifier",
        "shorthand_property_identifier",
        "shorthand_property_identifier_pattern",
        "field_identifier",
        "constant",
        "name",
        "variable_name",
        "type_identifier",
        "simple_identifier",
        "namespace_identifier",
    }
)
SILENT = re.compile(
    r"(?:\A|\.)(?:print|printf|println|puts|pp|warn|warning|debug|info|error|fatal|trace|log|"
    r"exception|verbose|success|echo|write|writeln|writeline|fail|panic|dbg|eprintln|help|"
    r"describe|it|docstring|errorf|infof|debugf|warnf|logf|fatalf)\Z",
    re.IGNORECASE,
)
LOGGERS = re.compile(
    r"(?:\A|\.)(?:console|log|logger|logging|slog|tracing|rails\.logger|warnings|stdout|stderr)"
    r"\.|\A(?:print|println|printf|puts|eprintln|describe|it|test)\Z|\Afmt\.(?:Print|Errorf)|"
    r"\ASystem\.(?:out|err)\.|\AConsole\.Write",
    re.IGNORECASE,
)
IMPORTERS = frozenset(
    {
        "require",
        "import",
        "importlib.import_module",
        "import_module",
        "__import__",
    }
)
ENVIRONMENT = re.compile(
    r"(?:\A|\.)(?:getenv|getenvironmentvariable|lookupenv)\Z|(?:\A|\.)(?:env|environ|environment)\."
    r"(?:get|fetch|var|var_os|str|string|require|dig|required|getordefault|key\?)\Z|"
    r"\A(?:env|sys\.env|config|decouple\.config|dotenv\.get)\Z",
    re.IGNORECASE,
)
PASSES_ON = re.compile(
    r"(?:\A|\.)(?:uri|url|create|parse|trim|rstrip|strip|removesuffix|to_string|into|format|"
    r"join|urljoin|string|str|some|secretstr|of|tostring|from|credential|apikeycredential)\Z",
    re.IGNORECASE,
)
LEFT_OUT_ATTRIBUTES = frozenset({"jsx_attribute"})
DEEPEST = 400
SERVER = re.compile(r"@[\w.-]+/[\w.-]+(?:@[\w.-]+)?|[\w.-]*mcp[\w.-]*(?:@[\w.-]+)?", re.ASCII)
UNNAMED = frozenset({"csharp", "ruby", "php"})
COMMON = frozenset(
    b"client model models config https core completions embeddings chat azure google "
    b"microsoft github amazonaws extensions service services".split()
)
NOTHING = frozenset({"None", "null", "undefined", "nil", "NULL", "true", "false", "True", "False"})
LONGEST_CALLED = 200
LONGEST_CLIENT = 3000
"""In bytes: a longer call holds more than the making of a client."""
